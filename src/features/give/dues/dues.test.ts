import { describe, expect, test } from 'vitest'
import { FREE, join, openDues } from '../../../../tests/support/dues.ts'
import { addRecipient, addSandbox, pathOf, provedDonor, sendGift, treasurerOf } from '../../../../tests/support/giving.ts'
import { forged, linkIn, until, useProgram } from '../../../../tests/support/program.ts'
import { addVote } from '../../../../tests/support/stations.ts'
import { signIn, visitorOf } from '../../../../tests/support/staff.ts'
import type { State } from '../giving/index.ts'
import { followPayment } from './commands/change.ts'
import { dailyDues } from './jobs.ts'

const program = await useProgram({ working: true })
const { app, clock, rows } = program
const DAY = 86_400_000

type Row = { state: string; amount: string; refunded: string; from_on: string | null; until_on: string | null }
const dues = () => rows<Row>('select state, amount, refunded, from_on::text, until_on::text from due order by id')
const becomes = (state: string) =>
  until(async () => (await dues()).at(-1)?.state === state || undefined, `dues that are ${state}`)
const lines = () =>
  rows<{ code: string; amount: string }>(
    'select code, amount from book_line l join book_account a on a.id = l.account_id join book_entry e on e.id = l.entry_id order by e.id, code',
  )
const sandboxed = async (scale = {}) => {
  const recipient = await addRecipient(program, { account: await addSandbox(program) })
  await openDues(program, recipient, scale)
  return recipient
}

describe('from the form to the books', () => {
  test('by card: review, provider, return page, mail, term and ledger say the same', async () => {
    const recipient = await sandboxed()
    const visitor = visitorOf(program)
    const page = (await visitor.get(`/dues/${recipient}`)).body
    expect(page).toContain('Revenu jusqu’à')
    const review = await join(visitor, recipient, { act: 'review' })
    expect(review.statusCode).toBe(303)
    expect(pathOf(review)).toMatch(/^\/give\/sandbox\//)
    expect((await dues())[0]).toMatchObject({ state: 'begun', amount: '1200', until_on: null })
    expect(await lines()).toEqual([])
    const back = await visitor.post(pathOf(review), { play: 'pay' })
    await becomes('paid')
    const today = clock.now.toISOString().slice(0, 10)
    expect((await dues())[0]).toMatchObject({ from_on: today })
    const shown = (await visitor.get(pathOf(back))).body
    expect(shown).toContain('Votre cotisation est arrivée')
    expect(shown).not.toContain('Exemple')
    const [mail] = await program.mailsWhen(1)
    expect(mail!.text).toContain('Votre adhésion vaut jusqu’au')
    expect(await lines()).toEqual([
      { code: '5170', amount: '1200' },
      { code: '7560', amount: '-1200' },
    ])
  })

  test('the page of a recipient leads to its dues while they stand open, and not otherwise', async () => {
    const [recipient, other, closed] = [await sandboxed(), await addRecipient(program), await sandboxed({ open: false })]
    const body = async (id: string) => (await visitorOf(program).get(`/give/${id}`)).body
    expect(await body(recipient)).toContain(`/dues/${recipient}`)
    for (const id of [other, closed]) expect(await body(id)).not.toContain('/dues/')
    await rows("update recipient set closes_on = '2020-01-01' where id = $1", [recipient])
    expect(await body(recipient)).not.toContain('/dues/')
  })

  test('a refund reverses the books, and the term falls', async () => {
    const recipient = await sandboxed()
    const visitor = visitorOf(program)
    await visitor.post(pathOf(await join(visitor, recipient)), { play: 'pay' })
    await becomes('paid')
    const treasurer = await treasurerOf(program, recipient)
    const [{ member, due }] = (await rows<{ member: string; due: string }>('select member_id as member, id as due from due')) as [
      { member: string; due: string },
    ]
    const page = `/staff/dues/${recipient}/${member}`
    expect((await treasurer.get(page)).body).toContain('Tout rembourser')
    expect((await (await treasurerOf(program)).get(page)).statusCode).toBe(404)
    expect((await treasurer.post(`${page}/${due}/refund`, { reason: 'Elle est partie' })).statusCode).toBe(303)
    await becomes('refunded')
    expect(await lines()).toEqual([
      { code: '5170', amount: '1200' },
      { code: '7560', amount: '-1200' },
      { code: '5170', amount: '-1200' },
      { code: '7560', amount: '1200' },
    ])
    const mine = await signIn(program, 'aline@example.org')
    expect((await mine.get('/me/dues')).body).toContain('Aucune cotisation n’est encore arrivée')
  })

  test('a dispute takes the term away, and gives it back when it is won', async () => {
    const recipient = await sandboxed()
    const visitor = visitorOf(program)
    await visitor.post(pathOf(await join(visitor, recipient)), { play: 'pay' })
    await becomes('paid')
    const before = (await dues())[0]!
    const { id: due } = (await rows<{ id: string }>('select id from due'))[0]!
    const tell = (state: State) => app.database.transact((tx) => followPayment(tx, app, { due, state, refunded: 0 }))
    await tell('disputed')
    const mine = await signIn(program, 'aline@example.org')
    expect((await mine.get('/me/dues')).body).toContain('Aucune cotisation n’est encore arrivée')
    await tell('paid')
    await tell('paid')
    expect((await dues())[0]).toEqual(before)
    const sums = await rows<{ code: string; sum: string }>(
      'select code, sum(l.amount) from book_line l join book_account a on a.id = l.account_id group by code order by code',
    )
    expect(sums).toEqual([
      { code: '5170', sum: '1200' },
      { code: '7560', sum: '-1200' },
    ])
  })

  test('nobody joins where nothing was switched on, and what is no step of the scale is refused', async () => {
    const recipient = await addRecipient(program, { account: await addSandbox(program) })
    expect((await visitorOf(program).get(`/dues/${recipient}`)).statusCode).toBe(404)
    expect((await join(visitorOf(program), recipient)).statusCode).toBe(404)
    await openDues(program, recipient, { open: false })
    expect((await join(visitorOf(program), recipient)).statusCode).toBe(404)
    await openDues(program, recipient)
    expect((await join(visitorOf(program), recipient, { amount: '13.00' })).statusCode).toBe(422)
    await openDues(program, recipient, FREE)
    expect((await join(visitorOf(program), recipient, { other: '0,99' })).statusCode).toBe(422)
    expect((await join(visitorOf(program), recipient, { other: '1' })).statusCode).toBe(303)
  })

  test('a candidate takes no dues: the law that is read knows none', async () => {
    const vote = await addVote(program, [{ vote_on: '2027-04-18' }])
    const recipient = await addRecipient(program, {
      kind: 'candidate',
      election: vote,
      opens: '2026-07-01',
      closes: '2027-07-01',
    })
    await openDues(program, recipient)
    expect((await visitorOf(program).get(`/dues/${recipient}`)).body).toContain('Nous ne connaissons pas les règles')
    expect((await join(visitorOf(program), recipient, { mode: 'transfer' })).statusCode).toBe(422)
    expect(await dues()).toEqual([])
  })
})

describe('counted with gifts', () => {
  test('gifts of 7,380 leave 120 of dues, and 20 more are refused', async () => {
    const recipient = await addRecipient(program)
    await openDues(program, recipient, FREE)
    const donor = await provedDonor(program)
    await sendGift(donor, recipient, { amount: 'other', other: '7380', mode: 'transfer' })
    const over = await join(donor, recipient, { other: '140', mode: 'transfer' })
    expect(over.statusCode).toBe(422)
    expect(over.body).toMatch(/120(,00)?\s€/)
    expect((await join(donor, recipient, { other: '120', mode: 'transfer' })).statusCode).toBe(303)
    expect((await sendGift(donor, recipient, { amount: 'other', other: '1', mode: 'transfer' })).statusCode).toBe(422)
  })

  test('what was promised as dues frees the cap when it is stopped', async () => {
    const recipient = await addRecipient(program)
    await openDues(program, recipient, FREE)
    const donor = await provedDonor(program)
    await join(donor, recipient, { other: '7500', mode: 'transfer' })
    const gift = () => sendGift(donor, recipient, { amount: 'other', other: '10', mode: 'transfer' })
    expect((await gift()).statusCode).toBe(422)
    const renewal = /\/dues\/renewal\/[\w.-]+/.exec((await donor.get('/me/dues')).body)![0]
    expect((await donor.post(`${renewal}/stop`)).statusCode).toBe(303)
    expect((await gift()).statusCode).toBe(303)
  })

  test('a crowd of gifts and dues for the last hundred euros: never above the cap', async () => {
    const recipient = await addRecipient(program)
    await openDues(program, recipient, FREE)
    const donor = await provedDonor(program)
    await sendGift(donor, recipient, { amount: 'other', other: '7400', mode: 'transfer' })
    const tries = Array.from({ length: 24 }, (_, n) =>
      n % 2
        ? sendGift(donor, recipient, { amount: 'other', other: '30', mode: 'transfer' })
        : join(donor, recipient, { other: String(30 + n / 100), mode: 'transfer' }),
    )
    const codes = (await Promise.all(tries)).map(({ statusCode }) => statusCode)
    expect(codes.filter((code) => code === 303)).toHaveLength(3)
    const [{ sum }] = (await rows<{ sum: string }>(
      "select (select coalesce(sum(amount), 0) from gift where state = 'promised') + (select coalesce(sum(amount), 0) from due where state = 'promised') as sum",
    )) as [{ sum: string }]
    expect(Number(sum)).toBeLessThanOrEqual(750_000)
    expect(Number(sum)).toBeGreaterThan(748_900)
  })

  test('pressed by many fingers at once it is one due, and one payment', async () => {
    const recipient = await sandboxed()
    const donor = await provedDonor(program)
    const answers = await Promise.all(Array.from({ length: 8 }, () => join(donor, recipient)))
    expect(new Set(answers.map(pathOf)).size).toBe(1)
    expect(await dues()).toHaveLength(1)
    expect(await rows('select 1 from payment')).toHaveLength(1)
  })

  test('a stranger learns nothing: neither that somebody is a member, nor what is left of her cap', async () => {
    const recipient = await addRecipient(program)
    await openDues(program, recipient, FREE)
    await sendGift(await provedDonor(program), recipient, { amount: 'other', other: '7450', mode: 'transfer' })
    const answer = await join(visitorOf(program), recipient, { other: '100', mode: 'transfer' })
    expect(answer.statusCode).toBe(303)
    expect((await visitorOf(program).get(pathOf(answer))).body).toContain('attend un regard')
    expect((await dues()).map(({ state }) => state)).toEqual(['held'])
  })
})

describe('terms', () => {
  /** Pays by card as somebody who is signed in, and waits for the term. */
  async function paid(recipient: string, donor: Awaited<ReturnType<typeof provedDonor>>) {
    const n = (await dues()).length
    await donor.post(pathOf(await join(donor, recipient)), { play: 'pay' })
    await until(async () => ((await dues()).filter(({ state }) => state === 'paid').length > n ? true : undefined), 'a paid term')
    return (await dues()).at(-1)!
  }
  const later = (days: number) => (clock.now = new Date(clock.now.getTime() + days * DAY))

  test('within the term or its grace the next one follows without a gap; after it begins anew', async () => {
    const recipient = await sandboxed()
    const donor = await provedDonor(program)
    const first = await paid(recipient, donor)
    expect((await join(donor, recipient)).statusCode).toBe(409)
    later(340)
    const second = await paid(recipient, await provedDonor(program))
    expect(Date.parse(second.from_on!) - Date.parse(first.until_on!)).toBe(DAY)
    later(365 + 25 + 61)
    const third = await paid(recipient, await provedDonor(program))
    expect(third.from_on).toBe(clock.now.toISOString().slice(0, 10))
  })

  test('reminders leave once each, lead to renewing and to stopping, and stop', async () => {
    const recipient = await sandboxed()
    await paid(recipient, await provedDonor(program))
    const about = async (words: string) => (await program.mails()).filter(({ subject }) => subject?.includes(words))
    later(300)
    await dailyDues(app)
    expect(await rows('select 1 from due_reminder')).toEqual([])
    later(40)
    await Promise.all([dailyDues(app), dailyDues(app), dailyDues(app)])
    later(1)
    await dailyDues(app)
    expect(await rows('select kind from due_reminder')).toEqual([{ kind: 'soon' }])
    const mail = await until(async () => (await about('se termine bientôt'))[0], 'a reminder')
    expect(await about('se termine bientôt')).toHaveLength(1)
    const link = linkIn(mail, '/dues/renewal/')
    const page = (await visitorOf(program).get(link)).body
    expect(page).not.toContain('Exemple')
    const sent = await visitorOf(program).post(link, { amount: '30.00', mode: 'card' })
    expect(pathOf(sent)).toMatch(/^\/give\/sandbox\//)
    await visitorOf(program).post(pathOf(sent), { play: 'refuse' })
    await becomes('failed')
    later(40)
    await dailyDues(app)
    expect(await rows('select kind from due_reminder order by sent_at')).toEqual([{ kind: 'soon' }, { kind: 'ended' }])
    expect((await visitorOf(program).post(`${link}/stop`)).statusCode).toBe(303)
    later(60)
    await dailyDues(app)
    expect(await rows('select 1 from due_reminder')).toHaveLength(2)
    expect((await visitorOf(program).get(forged(link))).statusCode).toBe(404)
  })

  test('who is erased leaves what came in the accounts, is reminded of nothing, and what never came is gone', async () => {
    const recipient = await sandboxed()
    await paid(recipient, await provedDonor(program))
    await openDues(program, recipient, FREE)
    await join(visitorOf(program), recipient, { email: 'b@example.org', other: '5', mode: 'transfer', family_name: 'Autre' })
    const erase = (email: string) =>
      app.database.transact((tx) => app.forgetMailboxes(tx, [{ email, shared: false, given_name: 'Aline' }]))
    await erase('aline@example.org')
    await erase('b@example.org')
    expect((await dues()).map(({ state }) => state)).toEqual(['paid'])
    // Her name stays with what came; her address goes.
    expect(await rows('select email, family_name from donor')).toEqual([{ email: null, family_name: 'Exemple' }])
    later(340)
    await dailyDues(app)
    expect(await rows('select 1 from due_reminder')).toEqual([])
  })
})
