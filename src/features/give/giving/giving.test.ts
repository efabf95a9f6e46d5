import { describe, expect, test } from 'vitest'
import { addRecipient, addSandbox, DONOR, pathOf, provedDonor, sendGift } from '../../../../tests/support/giving.ts'
import { forged, linkIn, until, useProgram } from '../../../../tests/support/program.ts'
import { addVote } from '../../../../tests/support/stations.ts'
import { signIn, visitorOf } from '../../../../tests/support/staff.ts'

const program = await useProgram({ working: true })
const { rows } = program

/** ISO 11649: the reference with its first four characters at the end, letters as numbers, leaves one of 97. */
const isReference = (text: string) => BigInt(`${text.slice(4)}2715${text.slice(2, 4)}`) % 97n === 1n

const gifts = () =>
  rows<{ state: string; amount: string; refunded: string }>('select state, amount, refunded from gift order by id')
const stateBecomes = (state: string) =>
  until(async () => (await gifts())[0]?.state === state || undefined, `a gift that is ${state}`)

describe('from the form to the books', () => {
  test('by card: review, provider, return page, mail and ledger line say the same', async () => {
    const recipient = await addRecipient(program, { account: await addSandbox(program) })
    const visitor = visitorOf(program)
    const typed = { ...DONOR, amount: '20', mode: 'card' }
    const review = await visitor.post(`/give/${recipient}`, { ...typed, act: 'review' })
    expect(review.body).toContain('1 rue des Lilas')
    expect(await gifts()).toEqual([])
    const sent = await sendGift(visitor, recipient, typed)
    expect(sent.statusCode).toBe(303)
    const provider = pathOf(sent)
    expect(provider).toMatch(/^\/give\/sandbox\//)
    expect(await gifts()).toEqual([{ state: 'begun', amount: '2000', refunded: '0' }])
    const back = await visitor.post(provider, { play: 'pay' })
    await stateBecomes('paid')
    const page = await visitor.get(pathOf(back))
    expect(page.body).toContain('Merci pour votre don')
    // The page is for whoever has the link: it names nobody.
    expect(page.body).not.toContain('Exemple')
    const [mail] = await program.mailsWhen(1)
    expect(mail!.to![0]!.address).toBe('aline@example.org')
    expect(mail!.text).toContain('20')
    expect(mail!.text).toContain('pas un reçu fiscal')
    expect(await lines()).toEqual([
      { code: '5170', amount: '2000' },
      { code: '7541', amount: '-2000' },
    ])
  })

  test('by transfer: promised with a reference that banks check, and nothing in the books before it came', async () => {
    const recipient = await addRecipient(program)
    const visitor = visitorOf(program)
    const page = await visitor.get(
      pathOf(await sendGift(visitor, recipient, { amount: 'other', other: '12,50', mode: 'transfer' })),
    )
    const reference = /RF[0-9 ]{12,}/.exec(page.body)![0].replace(/\s/g, '')
    expect(isReference(reference)).toBe(true)
    expect(page.body).toContain('FR76 3000 6000 0112 3456 7890 189')
    expect(await gifts()).toEqual([{ state: 'promised', amount: '1250', refunded: '0' }])
    expect(await lines()).toEqual([])
    const [mail] = await program.mailsWhen(1)
    expect(linkIn(mail!, '/give/gifts/')).toBeTruthy()
  })

  test('refused by the provider: nothing in the books, the cap is free, and the page says so', async () => {
    const recipient = await addRecipient(program, { account: await addSandbox(program) })
    const visitor = await provedDonor(program)
    const sent = await sendGift(visitor, recipient, { amount: 'other', other: '7500', mode: 'card' })
    const again = { amount: 'other', other: '1', mode: 'card' }
    expect((await sendGift(visitor, recipient, again)).statusCode).toBe(422)
    const back = await visitor.post(pathOf(sent), { play: 'refuse' })
    await stateBecomes('failed')
    expect((await visitor.get(pathOf(back))).body).toContain('Rien n’a été prélevé')
    expect(await lines()).toEqual([])
    expect((await sendGift(visitor, recipient, again)).statusCode).toBe(303)
  })

  test('a direct debit is on its way until the bank has paid it', async () => {
    const recipient = await addRecipient(program, { account: await addSandbox(program) })
    const visitor = visitorOf(program)
    const provider = pathOf(await sendGift(visitor, recipient, { amount: '50', mode: 'debit' }))
    const back = await visitor.post(provider, { play: 'wait' })
    await stateBecomes('pending')
    expect((await visitor.get(pathOf(back))).body).toContain('en chemin')
    expect(await program.mails()).toEqual([])
    await visitor.post(provider, { play: 'pay' })
    await stateBecomes('paid')
    await program.mailsWhen(1)
  })
})

const lines = () =>
  rows(
    'select code, amount from book_line l join book_account a on a.id = l.account_id join book_entry e on e.id = l.entry_id order by e.id, code',
  )

describe('the law decides', () => {
  test.each([
    ['nothing', { amount: 'other', other: '' }, 'other'],
    ['zero', { amount: 'other', other: '0' }, 'other'],
    ['a debt', { amount: 'other', other: '-5' }, 'other'],
    ['more decimals than there are', { amount: 'other', other: '5,555' }, 'other'],
    ['full-width digits', { amount: 'other', other: '５０' }, 'other'],
    ['a power of ten', { amount: 'other', other: '1e3' }, 'other'],
    ['half a euro', { amount: 'other', other: '0,50' }, 'other'],
    ['an amount that no machine holds', { amount: 'other', other: '99999999999999999' }, 'other'],
    ['no declaration', { 'declared[own_money]': '' }, 'declared-own-money'],
    ['a child', { adult: '' }, 'adult'],
    ['no nationality', { 'said[nationality]': '' }, 'said-nationality'],
    ['a means that the recipient has not', { mode: 'card' }, 'mode'],
    ['cash by post', { mode: 'cash' }, 'mode'],
  ])('%s is refused beside its field, and leaves nothing', async (_what, typed, field) => {
    const recipient = await addRecipient(program)
    const answer = await sendGift(visitorOf(program), recipient, { amount: '20', mode: 'transfer', ...typed })
    expect(answer.statusCode).toBe(422)
    expect(answer.body.replaceAll('_', '-')).toContain(`field-${field}-error`)
    expect(await rows('select 1 from donor')).toEqual([])
  })

  test('all that is wrong is said at once', async () => {
    const recipient = await addRecipient(program)
    const { body } = await visitorOf(program).post(`/give/${recipient}`, { act: 'review', other: 'beaucoup' })
    for (const field of ['other', 'mode', 'given_name', 'email', 'said-street', 'adult', 'declared-own_money'])
      expect(body).toContain(`field-${field}-error`)
    // What is not in sight before she says her nationality is not asked for yet.
    expect(body).not.toContain('field-declared-resident-error')
  })

  test('a foreigner who lives in France declares it, one who lives elsewhere gives nothing', async () => {
    const recipient = await addRecipient(program)
    const there = {
      amount: '20',
      mode: 'transfer',
      'said[nationality]': 'US',
      'said[country]': 'US',
      'declared[resident]': 'true',
    }
    expect((await sendGift(visitorOf(program), recipient, there)).statusCode).toBe(422)
    const here = { ...there, 'said[country]': 'FR' }
    expect((await sendGift(visitorOf(program), recipient, { ...here, 'declared[resident]': '' })).statusCode).toBe(422)
    expect((await sendGift(visitorOf(program), recipient, here)).statusCode).toBe(303)
  })

  test('gifts to two candidates of one vote count together; what remains is said', async () => {
    const vote = await addVote(program, [{ vote_on: '2027-04-18' }])
    const window = { kind: 'candidate', election: vote, opens: '2026-07-01', closes: '2027-07-01' } as const
    const [a, b] = [await addRecipient(program, window), await addRecipient(program, window)]
    const visitor = await provedDonor(program)
    expect((await sendGift(visitor, a, { amount: 'other', other: '4000', mode: 'transfer' })).statusCode).toBe(303)
    const over = await sendGift(visitor, b, { amount: 'other', other: '700', mode: 'transfer' })
    expect(over.statusCode).toBe(422)
    expect(over.body).toMatch(/600(,00)?\s€/)
    expect((await sendGift(visitor, b, { amount: 'other', other: '600', mode: 'transfer' })).statusCode).toBe(303)
  })

  test('a year of gifts ends by the clocks of Paris', async () => {
    const recipient = await addRecipient(program)
    const visitor = await provedDonor(program)
    const give = (other: string) => sendGift(visitor, recipient, { amount: 'other', other, mode: 'transfer' })
    program.clock.now = new Date('2026-12-31T22:59:59Z')
    expect((await give('7500')).statusCode).toBe(303)
    expect((await give('1')).statusCode).toBe(422)
    program.clock.now = new Date('2026-12-31T23:00:00Z')
    expect((await give('7500')).statusCode).toBe(303)
  })

  test.each([
    ['the same mailbox under a name with a slip', { family_name: 'Exempel' }],
    ['the same name from another mailbox', { email: 'a.exemple@example.net' }],
    ['nearly the same name in the same town', { email: 'a.exemple@example.net', family_name: 'Exemples' }],
    ['the names in each other’s field', { email: 'x@example.net', given_name: 'Exemple', family_name: 'Aline' }],
  ])('one person in two spellings near the cap is held: %s', async (_what, other) => {
    const recipient = await addRecipient(program)
    await sendGift(await provedDonor(program), recipient, { amount: 'other', other: '7000', mode: 'transfer' })
    const again = await provedDonor(program, 'email' in other ? other.email : DONOR.email)
    await sendGift(again, recipient, { ...other, amount: 'other', other: '600', mode: 'transfer' })
    expect((await gifts()).map(({ state }) => state)).toEqual(['promised', 'held'])
  })

  test('namesakes far below the cap are let alone', async () => {
    const recipient = await addRecipient(program)
    const visitor = visitorOf(program)
    await sendGift(visitor, recipient, { amount: '20', mode: 'transfer' })
    await sendGift(visitor, recipient, { email: 'a@example.net', amount: '20', mode: 'transfer' })
    expect((await gifts()).map(({ state }) => state)).toEqual(['promised', 'promised'])
  })

  test('a crowd for the last hundred euros of a cap: never above it, in any spelling of the mailbox', async () => {
    const recipient = await addRecipient(program)
    const visitor = await provedDonor(program)
    await sendGift(visitor, recipient, { amount: 'other', other: '7400', mode: 'transfer' })
    const spelt = ['aline@example.org', 'ALINE@example.org', '<aline@example.org>']
    const tries = Array.from({ length: 20 }, (_, n) =>
      sendGift(visitor, recipient, { email: spelt[n % 3]!, amount: 'other', other: '30', mode: 'transfer' }),
    )
    const answers = (await Promise.all(tries)).map(({ statusCode }) => statusCode)
    expect(answers.filter((code) => code === 303)).toHaveLength(3)
    const [{ sum }] = (await rows<{ sum: string }>('select sum(amount) from gift')) as [{ sum: string }]
    expect(Number(sum)).toBe(749_000)
  })

  test('a crowd in two spellings at once: together never above the cap without a person who looks', async () => {
    const recipient = await addRecipient(program)
    const visitor = await provedDonor(program)
    const tries = Array.from({ length: 20 }, (_, n) =>
      sendGift(visitor, recipient, {
        family_name: n % 2 ? 'Exemple' : 'Exempel',
        amount: 'other',
        other: '700',
        mode: 'transfer',
      }),
    )
    await Promise.all(tries)
    const [{ sum }] = (await rows<{ sum: string }>("select sum(amount) from gift where state = 'promised'")) as [{ sum: string }]
    expect(Number(sum)).toBe(700_000)
  })
})

describe('who sees', () => {
  test('a large gift is of who has proved the mailbox, and of nobody else', async () => {
    const recipient = await addRecipient(program)
    const large = { amount: 'other', other: '151', mode: 'transfer' }
    expect((await sendGift(visitorOf(program), recipient, large)).statusCode).toBe(403)
    expect((await sendGift(await provedDonor(program, 'other@example.org'), recipient, large)).statusCode).toBe(403)
    expect(await gifts()).toEqual([])
    expect((await sendGift(await provedDonor(program), recipient, large)).statusCode).toBe(303)
  })

  test('a stranger learns nothing of what somebody gave: near her cap his answer is that of a gift that is looked at', async () => {
    const recipient = await addRecipient(program)
    await sendGift(await provedDonor(program), recipient, { amount: 'other', other: '7450', mode: 'transfer' })
    const answer = await sendGift(visitorOf(program), recipient, { amount: '100', mode: 'transfer' })
    expect(answer.statusCode).toBe(303)
    const { body } = await visitorOf(program).get(pathOf(answer))
    expect(body).toContain('Votre don attend un regard')
    expect(body).not.toMatch(/50\s€|7\s?450/)
    expect((await gifts()).map(({ state }) => state)).toEqual(['promised', 'held'])
  })

  test('nobody uses up another’s cap with promises: a few wait for a mailbox that nobody proved', async () => {
    const recipient = await addRecipient(program)
    const tries = Array.from({ length: 12 }, () => sendGift(visitorOf(program), recipient, { amount: '100', mode: 'transfer' }))
    const codes = (await Promise.all(tries)).map(({ statusCode }) => statusCode)
    expect(codes.filter((code) => code === 303)).toHaveLength(5)
    expect(codes.filter((code) => code === 409)).toHaveLength(7)
    expect((await sendGift(await provedDonor(program), recipient, { amount: '100', mode: 'transfer' })).statusCode).toBe(303)
  })

  test('my gifts are those of the mailbox that I proved, with their sum by year', async () => {
    const recipient = await addRecipient(program)
    await sendGift(visitorOf(program), recipient, { amount: '20', mode: 'transfer' })
    await rows("update gift set state = 'paid', paid_at = made_at")
    const aline = await signIn(program, 'aline@example.org')
    const { body } = await aline.get('/me/gifts')
    expect(body).toContain('20')
    const other = await signIn(program, 'other@example.org')
    expect((await other.get('/me/gifts')).body).toContain('Aucun don')
  })

  test('a link that was changed opens no gift', async () => {
    const recipient = await addRecipient(program)
    const path = pathOf(await sendGift(visitorOf(program), recipient, { amount: '20', mode: 'transfer' }))
    expect((await visitorOf(program).get(forged(path))).statusCode).toBe(404)
  })

  test('a page that is not public takes nothing', async () => {
    const recipient = await addRecipient(program)
    await rows('update recipient set public_at = null')
    expect((await sendGift(visitorOf(program), recipient, { amount: '20', mode: 'transfer' })).statusCode).toBe(404)
    await rows('update recipient set public_at = made_at, filed_at = made_at')
    expect((await sendGift(visitorOf(program), recipient, { amount: '20', mode: 'transfer' })).statusCode).toBe(422)
    expect(await gifts()).toEqual([])
  })
})
