import { expect, test } from 'vitest'
import { addRecipient, pathOf } from './support/giving.ts'
import { until, useProgram } from './support/program.ts'
import type { Visitor } from './support/staff.ts'
import { bring, camtOf, csvOf, type Move, mt940Of, promise, treasurerOf } from './support/statements.ts'

const program = await useProgram({ working: true })
const { rows } = program

const books = async () =>
  Object.fromEntries(
    (
      await rows<{ code: string; balance: string }>('select code, balance from book_account where balance <> 0 order by code')
    ).map(({ code, balance }) => [code, Number(balance)]),
  )
const lines = (columns = 'state, amount') =>
  rows<Record<string, unknown>>(`select ${columns} from bank_line order by booked, line, id`)
const gifts = async () => (await rows<{ state: string }>('select state from gift order by number')).map(({ state }) => state)
const settled = () =>
  until(
    async () => (await rows("select 1 from bank_file where state in ('reading', 'matching')")).length === 0 || undefined,
    'the files to be matched',
    20,
  )
/** Brings it, and waits until it is matched. Gives the path of its page. */
async function brought(treasurer: Visitor, recipient: string, content: string | Buffer): Promise<string> {
  const answer = await bring(program, treasurer, { recipient, content })
  expect(answer.statusCode).toBe(303)
  await settled()
  return pathOf(answer)
}

test('a promised transfer that came with its reference books itself, on the day of the bank, and its donor is thanked', async () => {
  const recipient = await addRecipient(program)
  const treasurer = await treasurerOf(program, recipient)
  const { reference } = await promise(program, recipient)
  const page = await brought(
    treasurer,
    recipient,
    camtOf([{ amount: 2000, name: 'RUIZ ANA', creditor: reference, day: '2026-03-04' }]),
  )
  expect(await gifts()).toEqual(['paid'])
  expect(await lines('state')).toEqual([{ state: 'booked' }])
  expect(await books()).toEqual({ '5120': 2000, '7541': -2000 })
  expect(await rows('select day::text from book_entry')).toEqual([{ day: '2026-03-04' }])
  expect((await program.mailsWhen(1)).at(-1)!.subject).toBeTruthy()
  const { body } = await treasurer.get(page)
  expect(body).toContain('Rapproché')
  expect(body).toContain('RUIZ ANA')
})

// Days that can be read in one way alone, also in a CSV.
const MOVES: Move[] = [
  { amount: 2000, name: 'Ana Ruiz', iban: 'DE02120300000000202051', text: 'don', day: '2026-03-25' },
  { amount: 2000, name: 'Léo Brun', text: 'pour la campagne', day: '2026-03-25' },
  { amount: 500, name: 'Zoé Roy', text: 'merci', day: '2026-03-26' },
  { amount: -320, text: 'FRAIS', day: '2026-03-26' },
]

test.each([
  ['camt, then the same again', [camtOf(MOVES), camtOf(MOVES)]],
  ['camt, then one more day of it', [camtOf(MOVES.slice(0, 2)), camtOf(MOVES, { id: 'S2' })]],
  ['camt, then mt940', [camtOf(MOVES), mt940Of(MOVES)]],
  ['mt940, then camt', [mt940Of(MOVES), camtOf(MOVES)]],
  ['csv, then camt, then mt940', [csvOf(MOVES), camtOf(MOVES), mt940Of(MOVES)]],
])('%s: each movement is there once', async (_what, files) => {
  const recipient = await addRecipient(program)
  const treasurer = await treasurerOf(program, recipient)
  for (const content of files) await brought(treasurer, recipient, content)
  expect(await lines()).toHaveLength(4)
  expect(await rows("select 1 from bank_file where state <> 'done'")).toEqual([])
  expect((await rows('select sum(amount) from bank_line'))[0]).toEqual({ sum: '4180' })
  expect(await rows("select 1 from bank_file where odd_days <> '[]'")).toEqual([])
})
