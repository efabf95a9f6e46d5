import { describe, expect, test } from 'vitest'
import { addCampaign, addRecipient, DONOR, pathOf, sendGift, takesShares } from '../../../../tests/support/giving.ts'
import { found, join, nodAll, signer } from '../../../../tests/support/groups.ts'
import { countQueries, useProgram } from '../../../../tests/support/program.ts'
import { staffMember, type Visitor, visitorOf } from '../../../../tests/support/staff.ts'
import { figuresSaid } from './describing.ts'
import { addressOf, partReached, stateOf } from './rules/campaigns.ts'

const program = await useProgram()
const { clock, rows } = program

/** Somebody who keeps these books. */
async function officer(recipient: string): Promise<Visitor & { account: string }> {
  const treasurer = await staffMember(program, 'treasurer')
  await rows('insert into recipient_officer (recipient_id, account_id, since) values ($1, $2, now())', [
    recipient,
    treasurer.account,
  ])
  return treasurer
}

const WORDS = { goal: '5 000', 'title[fr]': 'La caravane de l’été', 'story[fr]': 'Un camion.\nEt des affiches.' }
const gifts = () => rows<Record<string, unknown>>('select campaign_id, group_id, group_part from gift order by id')

describe('a campaign', () => {
  test('is written by officers, opened, given to, and ended: its page says each', async () => {
    const recipient = await addRecipient(program)
    const by = await officer(recipient)
    const made = await by.post(`/staff/campaigns/${recipient}`, WORDS)
    expect(made.statusCode).toBe(303)
    const path = pathOf(made)
    const address = '/give/for/la-caravane-de-l-ete'
    const visitor = visitorOf(program)
    expect((await visitor.get(address)).statusCode).toBe(404)
    expect((await by.post(`${path}/publication`)).statusCode).toBe(303)
    const { body } = await visitor.get(address)
    for (const words of ['La caravane de l’été', 'Un camion.', 'Et des affiches.', '5 000']) expect(body).toContain(words)
    const [campaign] = await rows<{ id: string }>('select id from campaign')
    expect((await sendGift(visitor, recipient, { amount: '5', mode: 'transfer', campaign: campaign!.id })).statusCode).toBe(303)
    expect(await gifts()).toEqual([{ campaign_id: campaign!.id, group_id: null, group_part: '0' }])
    expect((await by.post(`${path}/end`)).statusCode).toBe(303)
    expect((await visitor.get(address)).body).toContain('terminée')
    const late = await sendGift(visitor, recipient, { amount: '5', mode: 'transfer', campaign: campaign!.id })
    expect(late.statusCode).toBe(409)
    expect(late.body).toContain('terminée')
    expect(await gifts()).toHaveLength(1)
    await by.post(`${path}/reopening`)
    expect((await sendGift(visitor, recipient, { amount: '5', mode: 'transfer', campaign: campaign!.id })).statusCode).toBe(303)
  })

  test('is seen in the language of who reads it, where somebody wrote it, else in that of the movement', async () => {
    const recipient = await addRecipient(program)
    const by = await officer(recipient)
    const path = pathOf(
      await by.post(`/staff/campaigns/${recipient}`, { ...WORDS, 'title[es]': 'La caravana', 'story[es]': 'Un camión.' }),
    )
    await by.post(`${path}/publication`)
    const visitor = visitorOf(program)
    expect((await visitor.get('/es/give/for/la-caravane-de-l-ete')).body).toContain('Un camión.')
    const { body } = await visitor.get('/en/give/for/la-caravane-de-l-ete')
    expect(body).toContain('<div lang="fr"><h1')
    expect(body).toContain('Goal: €5,000')
  })

  test.each([
    ['no goal', { goal: '' }, 'goal'],
    ['half a euro', { goal: '0,50' }, 'goal'],
    ['no title', { 'title[fr]': ' ' }, 'title-fr'],
    ['a story in another language without a title', { 'story[es]': 'Un camión.' }, 'title-es'],
    ['a day that no calendar has', { closes_on: '2026-02-30' }, 'closes_on'],
    ['an end before its beginning', { opens_on: '2026-10-02', closes_on: '2026-10-01' }, 'closes_on'],
  ])('%s is said beside its field, and nothing is kept', async (_what, typed, field) => {
    const recipient = await addRecipient(program)
    const answer = await (await officer(recipient)).post(`/staff/campaigns/${recipient}`, { ...WORDS, ...typed })
    expect(answer.statusCode).toBe(422)
    expect(answer.body).toContain(`field-${field}-error`)
    expect(await rows('select 1 from campaign')).toEqual([])
  })

  test('opens only after its recipient, goes with it, and is of its own officers', async () => {
    const recipient = await addRecipient(program)
    await rows('update recipient set public_at = null')
    const by = await officer(recipient)
    const path = pathOf(await by.post(`/staff/campaigns/${recipient}`, WORDS))
    expect((await by.post(`${path}/publication`)).statusCode).toBe(409)
    await rows('update recipient set public_at = made_at')
    const stranger = await officer(await addRecipient(program, { name: 'Autre fonds' }))
    for (const step of ['', '/publication', '/end', '/withdrawal'])
      expect((await stranger.post(path + step, WORDS)).statusCode).toBe(404)
    const foreign = path.replace(
      recipient,
      (await rows<{ id: string }>("select id from recipient where name = 'Autre fonds'"))[0]!.id,
    )
    expect((await stranger.post(`${foreign}/publication`)).statusCode).toBe(404)
    expect((await by.post(`${path}/publication`)).statusCode).toBe(303)
    await rows('update recipient set public_at = null')
    expect((await visitorOf(program).get('/give/for/la-caravane-de-l-ete')).statusCode).toBe(404)
  })

  test('of another recipient takes nothing for this one, and one that nobody sees is not there', async () => {
    const [recipient, other] = [await addRecipient(program), await addRecipient(program, { name: 'Autre fonds' })]
    const campaign = await addCampaign(program, other)
    const drawn = await addCampaign(program, recipient, { address: 'en-preparation', isPublic: false })
    for (const one of [campaign, drawn])
      expect((await sendGift(visitorOf(program), recipient, { amount: '5', mode: 'transfer', campaign: one })).statusCode).toBe(
        404,
      )
    expect(await gifts()).toEqual([])
  })

  test('takes gifts from its first day until its last one is over, by the clocks of the movement', async () => {
    const recipient = await addRecipient(program)
    const campaign = await addCampaign(program, recipient, { opens: '2026-12-01', closes: '2026-12-10' })
    const at = async (moment: string) => {
      clock.now = new Date(moment)
      return (await sendGift(visitorOf(program), recipient, { amount: '5', mode: 'transfer', campaign })).statusCode
    }
    expect(await at('2026-11-30T22:59:59Z')).toBe(409)
    expect(await at('2026-11-30T23:00:00Z')).toBe(303)
    expect(await at('2026-12-10T22:59:59Z')).toBe(303)
    expect(await at('2026-12-10T23:00:00Z')).toBe(409)
  })

  test('two of one title have addresses of their own, also when both come at once', async () => {
    const recipient = await addRecipient(program)
    const by = await officer(recipient)
    await Promise.all([1, 2, 3].map(() => by.post(`/staff/campaigns/${recipient}`, WORDS)))
    const found = await rows<{ address: string }>('select address from campaign order by address')
    expect(found.map(({ address }) => address)).toEqual([
      'la-caravane-de-l-ete',
      'la-caravane-de-l-ete-2',
      'la-caravane-de-l-ete-3',
    ])
  })

  test('tells nothing of what fewer than ten gave, and never more than what is there', async () => {
    const recipient = await addRecipient(program)
    const campaign = await addCampaign(program, recipient)
    const tell = async (donors: number) => {
      await rows('delete from gift_figure')
      await rows(
        'insert into gift_figure (recipient_id, aim_id, total, gifts, donors, median) values ($1, $2, 123400, 20, $3, 500)',
        [recipient, campaign, donors],
      )
      return (await visitorOf(program).get('/give/for/la-caravane')).body
    }
    expect(await tell(9)).not.toContain('1 234')
    expect((await tell(9)).includes('<progress')).toBe(false)
    const body = await tell(10)
    expect(body).toMatch(/1\s234\s€ reçus sur 5\s000\s€/)
    expect(body).toContain('value="24"')
    for (const pressure of ['plus que', 'Dépêchez', 'il reste', 'dernière chance']) expect(body).not.toContain(pressure)
  })
})

describe('a group', () => {
  /** A group whose organiser asked, and the treasurer who agrees. */
  async function asking() {
    const recipient = await addRecipient(program)
    const by = await officer(recipient)
    const zoe = await signer(program, 'Zoe')
    const group = await found(program, [zoe.person])
    const ask = await zoe.post(`/groups/${group}/gifts`, { recipient, wish: 'ask' })
    expect(ask.statusCode).toBe(303)
    return { recipient, by, zoe, group }
  }

  test('takes a part once it asked and the treasurer agreed; its page says so, and the form asks which part', async () => {
    const { recipient, by, zoe, group } = await asking()
    const visitor = visitorOf(program)
    const form = () => visitor.get(`/give/${recipient}?group=${group}`)
    expect((await form()).body).not.toContain('name="split"')
    const agreed = await by.post(`/staff/campaigns/${recipient}/groups/${group}`, { answer: 'agree' })
    expect(agreed.statusCode).toBe(303)
    expect((await form()).body).toContain('name="split"')
    // Nothing is chosen beforehand.
    expect((await form()).body).not.toMatch(/ checked[ =>]/)
    expect((await visitor.get(`/groups/${group}`)).body).toContain('Donner à ce groupe')
    const typed = { amount: 'other', other: '5,01', mode: 'transfer', group }
    const unsaid = await visitor.post(`/give/${recipient}`, { ...DONOR, ...typed, act: 'review' })
    expect([unsaid.statusCode, unsaid.body.includes('field-split-error')]).toEqual([422, true])
    const review = await visitor.post(`/give/${recipient}`, { ...DONOR, ...typed, split: 'half', act: 'review' })
    expect(review.body).toMatch(/2,51\s€/)
    expect(review.body).toMatch(/2,50\s€/)
    const page = await visitor.get(pathOf(await sendGift(visitor, recipient, { ...typed, split: 'half' })))
    expect(page.body).toMatch(/2,51\s€/)
    expect(await gifts()).toEqual([{ campaign_id: null, group_id: group, group_part: '251' }])
    await sendGift(visitor, recipient, { ...typed, split: 'none' })
    await sendGift(visitor, recipient, { ...typed, split: 'all' })
    expect((await gifts()).map(({ group_part }) => group_part)).toEqual(['251', '0', '501'])
    await zoe.post(`/groups/${group}/gifts`, { recipient, wish: 'end' })
    expect((await form()).body).not.toContain('name="split"')
    expect((await sendGift(visitor, recipient, { ...typed, split: 'all' })).statusCode).toBe(409)
    expect(await gifts()).toHaveLength(3)
  })

  test('that took its wish back is not agreed to', async () => {
    const { recipient, by, zoe, group } = await asking()
    await zoe.post(`/groups/${group}/gifts`, { recipient, wish: 'end' })
    expect((await by.post(`/staff/campaigns/${recipient}/groups/${group}`, { answer: 'agree' })).statusCode).toBe(409)
  })

  test('is asked for by its organisers alone, and agreed to by its recipient’s officers alone', async () => {
    const { recipient, group } = await asking()
    const ana = await signer(program, 'Ana')
    await join(program, group, ana.person)
    // A newcomer is refused as such: she is not one any more.
    await nodAll(program, group)
    expect((await ana.post(`/groups/${group}/gifts`, { recipient, wish: 'end' })).statusCode).toBe(403)
    const stranger = await officer(await addRecipient(program, { name: 'Autre fonds' }))
    expect((await stranger.post(`/staff/campaigns/${recipient}/groups/${group}`, { answer: 'agree' })).statusCode).toBe(404)
    expect(await rows('select 1 from group_share where agreed_at is null')).toHaveLength(1)
  })

  test('that nobody may see any more takes nothing more', async () => {
    const { recipient, by, group } = await asking()
    await by.post(`/staff/campaigns/${recipient}/groups/${group}`, { answer: 'agree' })
    await rows('update local_group set unlisted_at = now() where id = $1', [group])
    const answer = await sendGift(visitorOf(program), recipient, { amount: '5', mode: 'transfer', group, split: 'all' })
    expect(answer.statusCode).toBe(409)
  })

  test('shows what came when it wants to, of ten people and more', async () => {
    const recipient = await addRecipient(program)
    const zoe = await signer(program, 'Zoe')
    const group = await found(program, [zoe.person])
    await takesShares(program, recipient, group)
    await rows(
      'insert into gift_figure (recipient_id, aim_id, total, gifts, donors, median) values ($1, $2, 123400, 20, 12, 500)',
      [recipient, group],
    )
    const shown = async () => (await visitorOf(program).get(`/groups/${group}`)).body.includes('don médian')
    expect(await shown()).toBe(false)
    await zoe.post(`/groups/${group}/gifts`, { recipient, wish: 'figures', shown: 'true' })
    expect(await shown()).toBe(true)
    await zoe.post(`/groups/${group}/gifts`, { recipient, wish: 'figures' })
    expect(await shown()).toBe(false)
  })

  test('is found by a part of its name, and a page of groups costs the same however many there are', async () => {
    const recipient = await addRecipient(program)
    const zoe = await signer(program, 'Zoe')
    const path = `/give/${recipient}/groups`
    const group = await found(program, [zoe.person])
    await takesShares(program, recipient, group)
    const [{ name }] = (await rows<{ name: string }>('select name from local_group where id = $1', [group])) as [{ name: string }]
    const visitor = visitorOf(program)
    expect((await visitor.get(`${path}?q=${encodeURIComponent(name.slice(1, 5).toUpperCase())}`)).body).toContain(name)
    expect((await visitor.get(`${path}?q=%25%25xyz`)).body).not.toContain(name)
    const few = await countQueries(program, () => visitor.get(path))
    for (const one of ['Ana', 'Eva', 'Mia'])
      await takesShares(program, recipient, await found(program, [(await signer(program, one)).person]))
    expect(await countQueries(program, () => visitor.get(path))).toBe(few)
  })
})

test('where the law lets nobody bind a gift to a purpose there is no campaign and no share', async () => {
  const recipient = await addRecipient(program)
  await rows("update recipient set country = 'ES'")
  const by = await officer(recipient)
  const path = pathOf(await by.post(`/staff/campaigns/${recipient}`, WORDS))
  expect((await by.post(`${path}/publication`)).statusCode).toBe(409)
  const zoe = await signer(program, 'Zoe')
  const group = await found(program, [zoe.person])
  expect((await zoe.post(`/groups/${group}/gifts`, { recipient, wish: 'ask' })).statusCode).toBe(409)
  await rows('update campaign set public_at = made_at')
  expect((await visitorOf(program).get('/give/for/la-caravane-de-l-ete')).statusCode).toBe(404)
})

test('a title becomes an address, and a sum a part of a goal that is full only when it is reached', () => {
  expect(addressOf('La caravane de l’été !')).toBe('la-caravane-de-l-ete')
  expect(addressOf('¡Sí!')).toBe('gift-si')
  expect(addressOf('日本')).toMatch(/^[a-z0-9-]+$/)
  expect(addressOf('a'.repeat(300)).length).toBeLessThanOrEqual(60)
  expect([partReached(0, 500), partReached(499, 500), partReached(500, 500), partReached(5000, 500)]).toEqual([0, 99, 100, 100])
  expect(figuresSaid({ total: 1, gifts: 9, donors: 9, median: 1 }, { locale: 'fr', currency: 'EUR' })).toEqual([])
  const window = { public_at: new Date(), closed_at: null, opens_on: '2026-10-01', closes_on: '2026-10-01' }
  expect(['2026-09-30', '2026-10-01', '2026-10-02'].map((day) => stateOf(window, day))).toEqual(['coming', 'open', 'over'])
})
