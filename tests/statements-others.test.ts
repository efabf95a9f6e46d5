import { expect, test } from 'vitest'
import { join, openDues } from './support/dues.ts'
import { addRecipient, provedDonor } from './support/giving.ts'
import { lend, openLoans } from './support/loans.ts'
import { until, useProgram } from './support/program.ts'
import type { Visitor } from './support/staff.ts'
import { bring, camtOf, csvOf, type Move, promise, treasurerOf } from './support/statements.ts'
import { dueReference } from '../src/features/give/dues/index.ts'
import { printReference } from '../src/features/give/banking/index.ts'
import { loanReference } from '../src/features/give/loans/rules.ts'
import { referenceOf } from '../src/features/give/giving/index.ts'

const program = await useProgram({ working: true })
const { rows, clock } = program

const DAY = '2026-03-05'
let files = 0

type Row = { id: string; number: string; state: string }
const dueOf = async () =>
  (
    await rows<Row & { from_on: string | null; paid_at: Date | null }>(
      'select id, number, state, from_on::text, paid_at from due order by id',
    )
  )[0]!
const loanOf = async () => (await rows<Row & { received_at: Date | null }>('select id, number, state, received_at from loan'))[0]!
const lines = () =>
  rows<{ id: string; state: string; candidates: { kind: string; reasons: string[] }[] }>(
    'select id, state, candidates from bank_line order by booked, line, id',
  )
const states = async () => (await lines()).map(({ state }) => state)
const books = async () =>
  Object.fromEntries(
    (
      await rows<{ code: string; balance: string }>('select code, balance from book_account where balance <> 0 order by code')
    ).map(({ code, balance }) => [code, Number(balance)]),
  )
const entries = async () => (await rows("select 1 from book_entry where cause_kind in ('due', 'loan')")).length

/** A recipient to whom Aline owes dues of twelve euros and lends a thousand, both by transfer. */
async function awaiting() {
  clock.now = new Date(`${DAY}T10:00:00Z`)
  const recipient = await addRecipient(program)
  const treasurer = await treasurerOf(program, recipient)
  await openDues(program, recipient)
  const aline = await provedDonor(program)
  expect((await join(aline, recipient, { mode: 'transfer' })).statusCode).toBe(303)
  const seen = await openLoans(program, recipient)
  expect((await lend(aline, recipient, { seen })).statusCode).toBe(303)
  const [due, loan] = [await dueOf(), await loanOf()]
  const references = { due: dueReference(Number(due.number)), loan: loanReference(Number(loan.number)) }
  return { recipient, treasurer, due, loan, references }
}

const NAME = 'Aline Exemple'

async function brought(treasurer: Visitor, recipient: string, moves: Move[] | string) {
  const content = typeof moves === 'string' ? moves : camtOf(moves, { id: `O${(files += 1)}` })
  expect((await bring(program, treasurer, { recipient, content, name: `r${files}` })).statusCode).toBe(303)
  await until(
    async () =>
      (
        await rows(
          "select 1 from bank_file where state in ('reading', 'matching') union all select 1 from bank_line where state = 'new'",
        )
      ).length === 0 || undefined,
    'the files to be matched',
    20,
  )
}

type Act = { n: number; path: string; fields?: Record<string, string> }
const act = async (treasurer: Visitor, recipient: string, { n, path, fields = {} }: Act) =>
  (await treasurer.post(`/staff/statements/${recipient}/lines/${(await lines())[n]!.id}/${path}`, fields)).statusCode

test('dues and loans with their whole reference book themselves on the day of the bank, once, whatever file tells of them again', async () => {
  const { recipient, treasurer, references } = await awaiting()
  const moves = [
    { amount: 1200, name: NAME, creditor: references.due, day: '2026-03-04' },
    { amount: 100_000, name: NAME, text: `prêt ${references.loan}`, day: '2026-03-04' },
  ]
  await brought(treasurer, recipient, moves)
  expect(await states()).toEqual(['booked', 'booked'])
  expect(await books()).toEqual({ 1680: -100_000, 5120: 101_200, 7560: -1200 })
  expect(await dueOf()).toMatchObject({ state: 'paid', from_on: '2026-03-04', paid_at: new Date('2026-03-04T11:00:00Z') })
  expect(await loanOf()).toMatchObject({ state: 'received', received_at: new Date('2026-03-04T11:00:00Z') })
  await brought(treasurer, recipient, [...moves, { amount: 300, text: 'autre', day: '2026-03-05' }])
  await brought(treasurer, recipient, csvOf(moves))
  expect(await states()).toEqual(['booked', 'booked', 'open'])
  expect(await entries()).toBe(2)
  const page = await treasurer.get(`/staff/statements/${recipient}/lines/${(await lines())[1]!.id}`)
  expect(page.body).toContain('Prêt')
  expect(page.body).toContain('En cours')
})

test('of another amount, by another name or with a slip they wait, and the treasurer says what came, once', async () => {
  const { recipient, treasurer, due, loan, references } = await awaiting()
  await brought(treasurer, recipient, [
    { amount: 1300, name: NAME, creditor: references.due },
    { amount: 1200, name: 'SARL Lumière', creditor: references.due },
    { amount: 90_000, name: NAME, creditor: references.loan },
    { amount: 100_000, name: NAME, text: 'prêt' },
  ])
  expect(await states()).toEqual(['doubtful', 'doubtful', 'doubtful', 'doubtful'])
  expect((await lines()).map(({ candidates }) => candidates.map(({ kind, reasons }) => `${kind} ${reasons.join(' ')}`))).toEqual([
    ['due reference other-amount'],
    ['due reference other-payer'],
    ['loan reference other-amount'],
    ['loan name'],
  ])
  const page = async (n: number) => (await treasurer.get(`/staff/statements/${recipient}/lines/${(await lines())[n]!.id}`)).body
  expect(await page(0)).not.toContain('/arrival"')
  expect(await page(1)).toContain('/arrival"')
  // What the law or a contract says of one sum is not taken for another.
  expect(await act(treasurer, recipient, { n: 0, path: 'arrival', fields: { kind: 'due', id: due.id } })).toBe(409)
  expect(await act(treasurer, recipient, { n: 2, path: 'arrival', fields: { kind: 'loan', id: loan.id } })).toBe(409)
  expect(await act(treasurer, recipient, { n: 1, path: 'arrival', fields: { kind: 'due', id: due.id } })).toBe(303)
  expect(await act(treasurer, recipient, { n: 3, path: 'arrival', fields: { kind: 'loan', id: loan.id } })).toBe(303)
  expect(await act(treasurer, recipient, { n: 3, path: 'arrival', fields: { kind: 'loan', id: loan.id } })).toBe(409)
  expect(await books()).toEqual({ 1680: -100_000, 5120: 101_200, 7560: -1200 })
  expect(await entries()).toBe(2)
})

test('what was said by hand to have come is found at the bank, and stands once', async () => {
  const { recipient, treasurer, loan, references } = await awaiting()
  const [{ member_id }] = (await rows<{ member_id: string }>('select member_id from due')) as [{ member_id: string }]
  await treasurer.post(`/staff/dues/${recipient}/${member_id}/${(await dueOf()).id}/arrival`, {})
  await treasurer.post(`/staff/loans/${recipient}/${loan.id}/arrival`, {})
  expect(await entries()).toBe(2)
  await brought(treasurer, recipient, [
    { amount: 1200, name: NAME, creditor: references.due },
    { amount: 100_000, name: NAME, creditor: references.loan },
    { amount: 1200, name: NAME, creditor: references.due, text: 'encore' },
  ])
  expect(await states()).toEqual(['booked', 'booked', 'doubtful'])
  expect(await entries()).toBe(2)
  // The line was another's: what was said by hand stays.
  expect(await act(treasurer, recipient, { n: 0, path: 'reopening' })).toBe(303)
  expect((await dueOf()).state).toBe('paid')
})

test('by a name alone nothing is proposed that a line brought already, and nothing comes to the books of others', async () => {
  const { recipient, treasurer, references } = await awaiting()
  const other = await addRecipient(program, { name: 'Un autre fonds' })
  const moves = [
    { amount: 1200, name: NAME, creditor: references.due, day: '2026-03-04' },
    { amount: 100_000, name: NAME, creditor: references.loan, day: '2026-03-04' },
  ]
  await brought(await treasurerOf(program, other), other, moves)
  expect(await states()).toEqual(['open', 'open'])
  await brought(treasurer, recipient, moves)
  expect(await entries()).toBe(2)
  await brought(
    treasurer,
    recipient,
    moves.map(({ amount, name }) => ({ amount, name, text: 'encore', day: '2026-03-06' })),
  )
  expect((await states()).toSorted()).toEqual(['booked', 'booked', 'open', 'open', 'open', 'open'])
})

test('taken back it is awaited anew, and may come again: the books say so each time', async () => {
  const { recipient, treasurer, due, loan, references } = await awaiting()
  await brought(treasurer, recipient, [
    { amount: 1200, name: NAME, creditor: references.due },
    { amount: 100_000, name: NAME, creditor: references.loan },
  ])
  for (const n of [0, 1]) expect(await act(treasurer, recipient, { n, path: 'reopening' })).toBe(303)
  expect(await books()).toEqual({})
  expect(await dueOf()).toMatchObject({ state: 'promised', from_on: null, paid_at: null })
  expect(await loanOf()).toMatchObject({ state: 'agreed', received_at: null })
  expect(await act(treasurer, recipient, { n: 0, path: 'arrival', fields: { kind: 'due', id: due.id } })).toBe(303)
  expect(await act(treasurer, recipient, { n: 1, path: 'arrival', fields: { kind: 'loan', id: loan.id } })).toBe(303)
  expect(await act(treasurer, recipient, { n: 1, path: 'reopening' })).toBe(303)
  expect(await act(treasurer, recipient, { n: 1, path: 'arrival', fields: { kind: 'loan', id: loan.id } })).toBe(303)
  expect(await books()).toEqual({ 1680: -100_000, 5120: 101_200, 7560: -1200 })
})

test('what the bank takes back is no dues and no loan any more; of a loan that goes back already, somebody decides', async () => {
  const { recipient, treasurer, loan, references } = await awaiting()
  const came = [
    { amount: 1200, name: NAME, creditor: references.due, day: '2026-03-04' },
    { amount: 100_000, name: NAME, creditor: references.loan, day: '2026-03-04' },
  ]
  const gone = came.map((one) => ({ ...one, amount: -one.amount, reversal: true, day: '2026-03-06' }))
  await brought(treasurer, recipient, came)
  expect((await treasurer.post(`/staff/loans/${recipient}/${loan.id}/repayment`, { n: '1' })).statusCode).toBe(303)
  await brought(treasurer, recipient, gone)
  expect(await states()).toEqual(['undone', 'booked', 'undoes', 'doubtful'])
  expect((await dueOf()).state).toBe('lost')
  expect((await loanOf()).state).toBe('received')
  const [, other] = await lines()
  expect(await act(treasurer, recipient, { n: 3, path: 'undoing', fields: { other: other!.id } })).toBe(409)
  expect(await act(treasurer, recipient, { n: 3, path: 'aside', fields: { note: 'la banque se trompe' } })).toBe(303)
})

test('what the bank takes back of dues that were given back by hand changes nothing more', async () => {
  const { recipient, treasurer, references } = await awaiting()
  const came = { amount: 1200, name: NAME, creditor: references.due, day: '2026-03-04' }
  await brought(treasurer, recipient, [came])
  await rows("update due set state = 'refunded', refunded = amount")
  await brought(treasurer, recipient, [{ ...came, amount: -1200, reversal: true, day: '2026-03-06' }])
  expect(await states()).toEqual(['undone', 'undoes'])
  expect((await dueOf()).state).toBe('refunded')
})

test('what is sent back is owed until it left: then the dues are refunded, and the loan is none', async () => {
  const { recipient, treasurer, references } = await awaiting()
  const came = [
    { amount: 1200, name: NAME, creditor: references.due, iban: 'DE02120300000000202051', day: '2026-03-04' },
    { amount: 100_000, name: NAME, creditor: references.loan, iban: 'DE02120300000000202051', day: '2026-03-04' },
  ]
  await brought(treasurer, recipient, came)
  for (const n of [0, 1]) expect(await act(treasurer, recipient, { n, path: 'return', fields: { why: 'erreur' } })).toBe(303)
  await brought(
    treasurer,
    recipient,
    came.map((one) => ({ ...one, amount: -one.amount, day: '2026-03-06' })),
  )
  expect(await states()).toEqual(['sent-back', 'sent-back', 'undoes', 'undoes'])
  expect((await dueOf()).state).toBe('refunded')
  expect((await loanOf()).state).toBe('cancelled')
  expect(await books()).toEqual({})
})

test('late dues are asked of the law again; a loan that is awaited no more does not come by itself', async () => {
  const { recipient, treasurer, due, loan, references } = await awaiting()
  await rows("update due set state = 'expired'")
  await rows("update loan set state = 'expired'")
  await brought(treasurer, recipient, [
    { amount: 1200, name: NAME, creditor: references.due },
    { amount: 100_000, name: NAME, creditor: references.loan },
  ])
  expect((await lines()).map(({ candidates }) => candidates[0]!.reasons)).toEqual([
    ['reference', 'late'],
    ['reference', 'late'],
  ])
  expect(await act(treasurer, recipient, { n: 1, path: 'arrival', fields: { kind: 'loan', id: loan.id } })).toBe(409)
  await promise(program, recipient, { amount: 750_000, name: NAME, state: 'paid' })
  await rows("update gift set donor_id = (select donor_id from dues_member), rule = 'FR.party.person'")
  expect(await act(treasurer, recipient, { n: 0, path: 'arrival', fields: { kind: 'due', id: due.id } })).toBe(409)
  await rows('delete from gift')
  expect(await act(treasurer, recipient, { n: 0, path: 'arrival', fields: { kind: 'due', id: due.id } })).toBe(303)
  expect((await dueOf()).state).toBe('paid')
})

test('a zero lost of a reference makes it that of a gift with the same number: nothing books itself then', async () => {
  const { recipient, treasurer, due } = await awaiting()
  const number = Number(due.number)
  expect(referenceOf(number).slice(0, 4)).toBe(dueReference(number).slice(0, 4))
  const { id } = await promise(program, recipient, { amount: 1200, name: NAME })
  await rows('update gift set number = $1 where id = $2', [number, id])
  await brought(treasurer, recipient, [{ amount: 1200, name: NAME, creditor: referenceOf(number) }])
  expect(await states()).toEqual(['doubtful'])
})

test('a treasurer finds what is awaited by a name or a reference, and no other recipient’s', async () => {
  const { recipient, treasurer, references } = await awaiting()
  const other = await addRecipient(program, { name: 'Un autre fonds' })
  const stranger = await treasurerOf(program, other)
  for (const who of [treasurer, stranger]) {
    const book = who === treasurer ? recipient : other
    await brought(who, book, [{ amount: 1200, text: 'sans rien' }])
    const [{ id }] = (await rows<{ id: string }>('select id from bank_line where recipient_id = $1', [book])) as [{ id: string }]
    for (const q of ['exemple', references.due]) {
      const { body } = await who.post(`/staff/statements/${book}/lines/${id}/search`, { q })
      expect(body.includes('name="kind" value="due"')).toBe(who === treasurer)
    }
    const { body } = await who.post(`/staff/statements/${book}/lines/${id}/search`, { q: references.loan })
    expect(body.includes(printReference(references.loan))).toBe(who === treasurer)
  }
})
