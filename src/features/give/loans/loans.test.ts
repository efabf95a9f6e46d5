import { describe, expect, test } from 'vitest'
import { addRecipient, provedDonor, treasurerOf } from '../../../../tests/support/giving.ts'
import { CONSEQUENCES, lend, openLoans } from '../../../../tests/support/loans.ts'
import { useProgram } from '../../../../tests/support/program.ts'
import { readPdf } from '../../../../tests/support/pdf.ts'
import { addVote } from '../../../../tests/support/stations.ts'
import { visitorOf } from '../../../../tests/support/staff.ts'

const program = await useProgram({ working: true })
const { app, clock, rows } = program

const loans = () => rows<{ id: string; state: string; amount: string }>('select id, state, amount from loan order by id')
const lines = () =>
  rows<{ code: string; amount: string }>(
    'select code, amount from book_line l join book_account a on a.id = l.account_id join book_entry e on e.id = l.entry_id order by e.id, code',
  )
const balances = () =>
  rows<{ code: string; sum: string }>(
    'select code, sum(l.amount) from book_line l join book_account a on a.id = l.account_id group by code order by code',
  )

describe('lending', () => {
  test('terms first, then the form for who is signed in; from the contract to the last instalment, in the books', async () => {
    clock.now = new Date('2026-06-15T10:00:00Z')
    const recipient = await addRecipient(program)
    const seen = await openLoans(program, recipient, { rate: 600, months: 3 })
    const terms = (await visitorOf(program).get(`/loans/${recipient}`)).body
    expect(terms).toContain('6 % par an'.replace(' ', '\u00a0'))
    expect(terms).toContain(CONSEQUENCES)
    expect(terms).not.toContain('name="amount"')
    const leads = async () => (await visitorOf(program).get(`/give/${recipient}`)).body.includes(`/loans/${recipient}`)
    expect(await leads()).toBe(true)
    await rows('update loan_offer set open = false')
    expect(await leads()).toBe(false)
    await rows('update loan_offer set open = true')
    await lend(visitorOf(program), recipient, { seen })
    expect(await loans()).toEqual([])
    const lender = await provedDonor(program)
    expect((await lend(lender, recipient, { seen })).statusCode).toBe(303)
    const { id } = (await loans())[0]!
    expect((await lender.get('/me/loans')).body).toContain('Convenu')
    const [mail] = await program.mailsWhen(1)
    expect(mail!.text).toContain('RF')
    const treasurer = await treasurerOf(program, recipient)
    const page = `/staff/loans/${recipient}/${id}`
    expect((await treasurer.post(`${page}/repayment`, { n: '1' })).statusCode).toBe(409)
    const arrivals = await Promise.all([1, 2, 3].map(() => treasurer.post(`${page}/arrival`)))
    expect(arrivals.map(({ statusCode }) => statusCode).toSorted()).toEqual([303, 409, 409])
    expect(await lines()).toEqual([
      { code: '1680', amount: '-100000' },
      { code: '5120', amount: '100000' },
    ])
    for (const n of ['1', '2', '3']) {
      const told = await Promise.all([1, 2].map(() => treasurer.post(`${page}/repayment`, { n })))
      expect(told.map(({ statusCode }) => statusCode).toSorted()).toEqual([303, 409])
    }
    expect((await loans())[0]!.state).toBe('repaid')
    expect(await balances()).toEqual([
      { code: '1680', sum: '0' },
      { code: '5120', sum: '-1000' },
      { code: '6611', sum: '1000' },
    ])
    const year = (await treasurer.get(`/staff/loans/${recipient}/years/2026`)).body
    expect(year).toContain('CNCCFP')
    expect(year).toMatch(/1\s000\s€/)
    await program.mailsWhen(5)
  })

  test('the contract says who, how much in figures and words, when, and what if not', async () => {
    const recipient = await addRecipient(program)
    const seen = await openLoans(program, recipient)
    const lender = await provedDonor(program)
    await lend(lender, recipient, { seen, amount: '1029,50' })
    const { id } = (await loans())[0]!
    const paper = await lender.get(`/me/loans/${id}/contract`)
    expect(paper.headers['content-type']).toBe('application/pdf')
    const { text: words } = await readPdf(paper.rawPayload)
    for (const part of [
      'Aline Exemple',
      '1 rue des Lilas',
      'mille vingt-neuf euros et cinquante centimes',
      'créancière',
      'FR.party.loan',
    ])
      expect(words).toContain(part)
    expect((await (await provedDonor(program, 'other@example.org')).get(`/me/loans/${id}/contract`)).statusCode).toBe(404)
    expect((await (await treasurerOf(program)).get(`/staff/loans/${recipient}/${id}`)).statusCode).toBe(404)
  })

  test.each([
    ['no declaration that it is no habit', { 'declared[not_habitual]': '' }, 422],
    ['a child', { adult: '' }, 422],
    ['what happens if not, unread', { understood: '' }, 422],
    ['less than the least', { amount: '99,99' }, 422],
    ['a debt', { amount: '-1000' }, 422],
    ['more than the law lets be owed', { amount: '15000,01' }, 422],
    ['terms that changed meanwhile', { seen: '2020-01-01T00:00:00.000Z' }, 409],
  ])('%s is refused, and leaves nothing', async (_what, typed, code) => {
    const recipient = await addRecipient(program)
    const seen = await openLoans(program, recipient)
    expect((await lend(await provedDonor(program), recipient, { seen, ...typed })).statusCode).toBe(code)
    expect(await loans()).toEqual([])
    expect(await rows('select 1 from donor')).toEqual([])
  })

  test('nobody lends where nothing was switched on, with interest on a day of which no legal rate was read, or without a ceiling', async () => {
    clock.now = new Date('2026-12-01T10:00:00Z')
    const lender = await provedDonor(program)
    const shut = await addRecipient(program)
    expect((await visitorOf(program).get(`/loans/${shut}`)).statusCode).toBe(404)
    const off = await openLoans(program, shut, { open: false })
    expect((await lend(lender, shut, { seen: off })).statusCode).toBe(404)
    const dear = await addRecipient(program)
    const seen = await openLoans(program, dear, { rate: 1 })
    expect((await lend(lender, dear, { seen })).body).toContain('taux d’intérêt légal de ce semestre')
    const vote = await addVote(program, [{ vote_on: '2027-04-18' }])
    const candidate = await addRecipient(program, {
      kind: 'candidate',
      election: vote,
      opens: '2026-10-01',
      closes: '2027-07-01',
    })
    const open = await openLoans(program, candidate)
    expect((await lend(lender, candidate, { seen: open })).body).toContain('plafond de remboursement')
    await rows('update loan_offer set ceiling = 100000 where recipient_id = $1', [candidate])
    expect((await lend(lender, candidate, { seen: open })).statusCode).toBe(303)
    expect((await lend(lender, candidate, { seen: open, amount: '100' })).body).toMatch(/Il reste 0/)
  })

  test('a crowd for the last thousand euros that may be owed, over two funds of one party: never above it', async () => {
    const [a, b] = [await addRecipient(program), await addRecipient(program, { name: 'Autre fonds' })]
    const seen = await openLoans(program, a, { elsewhere: 1_200_000 })
    await openLoans(program, b)
    const lenders = await Promise.all(Array.from({ length: 6 }, (_, n) => provedDonor(program, `l${n}@example.org`)))
    const tries = Array.from({ length: 24 }, (_, n) =>
      lend(lenders[n % 6]!, n % 2 ? a : b, { seen, amount: '700', family_name: `Nom${'abcdef'[n % 6]}` }),
    )
    const codes = (await Promise.all(tries)).map(({ statusCode }) => statusCode)
    expect(codes.filter((code) => code === 303)).toHaveLength(4)
    const [{ owed }] = (await rows<{ owed: string }>('select sum(principal + interest) as owed from loan_instalment')) as [
      { owed: string },
    ]
    expect(Number(owed)).toBe(280_000)
  })

  test('what is cancelled, or never came in sixty days, is owed no more; the erased lender of it is gone, and one whose money came stays', async () => {
    const { forgetAwaited } = await import('./commands/change.ts')
    const recipient = await addRecipient(program)
    const seen = await openLoans(program, recipient)
    const lender = await provedDonor(program)
    await lend(lender, recipient, { seen, amount: '15000' })
    expect((await lend(lender, recipient, { seen, amount: '100' })).statusCode).toBe(422)
    clock.now = new Date(clock.now.getTime() + 61 * 86_400_000)
    expect(await app.database.transact((tx) => forgetAwaited(tx, app, 10))).toBe(1)
    const other = await provedDonor(program, 'b@example.org')
    expect((await lend(other, recipient, { seen, amount: '15000' })).statusCode).toBe(303)
    const treasurer = await treasurerOf(program, recipient)
    await treasurer.post(`/staff/loans/${recipient}/${(await loans()).at(-1)!.id}/arrival`)
    for (const email of ['aline@example.org', 'b@example.org'])
      await app.database.transact((tx) => app.forgetMailboxes(tx, [{ email, shared: false, given_name: 'Aline' }]))
    expect((await loans()).map(({ state }) => state)).toEqual(['received'])
    // Her name stays with what is owed; her address goes.
    expect(await rows('select email, given_name from donor')).toEqual([{ email: null, given_name: expect.any(String) }])
  })
})
