import { expect, test } from 'vitest'
import { addRecipient } from './support/giving.ts'
import { until, useProgram } from './support/program.ts'
import { camtMessage, statementOf } from './support/reports.ts'
import { bring, promise, treasurerOf } from './support/statements.ts'

const program = await useProgram({ working: true })
const { rows } = program

const lines = async () =>
  (await rows<{ amount: string; state: string }>('select amount, state from bank_line order by amount, id')).map(
    ({ amount, state }) => `${amount} ${state}`,
  )
const gifts = async () =>
  Number(
    (await rows<{ balance: string }>("select coalesce(sum(balance), 0) as balance from book_account where code = '7541'"))[0]!
      .balance,
  )

async function opened() {
  const recipient = await addRecipient(program)
  const treasurer = await treasurerOf(program, recipient)
  const promised = [await promise(program, recipient, { amount: 1000 }), await promise(program, recipient, { amount: 2000 })]
  const brought = async (...files: string[]) => {
    for (const content of files) {
      expect((await bring(program, treasurer, { recipient, content })).statusCode).toBe(303)
      await until(
        async () =>
          (
            await rows(
              "select 1 from bank_file where state in ('reading', 'matching') union all select 1 from bank_line where state = 'new'",
            )
          ).length === 0 || undefined,
        'the file to be matched',
        30,
      )
    }
  }
  return { recipient, treasurer, brought, creditor: promised.map(({ reference }) => reference) }
}

const SUM = { batch: [1000, 2000], bank: 'B7', details: false }

test('a sum of the statement is split by the notice of its details, which book themselves; whatever comes again changes nothing', async () => {
  const { brought, creditor } = await opened()
  const statement = statementOf([SUM, { amount: 500, bank: 'C1' }])
  await brought(statement)
  expect(await lines()).toEqual(['500 open', '3000 open'])
  const notice = camtMessage('054', [{ batch: [1000, 2000], bank: 'B7', creditor }])
  await brought(notice)
  const split = ['500 open', '1000 booked', '2000 booked']
  expect(await lines()).toEqual(split)
  expect(await gifts()).toBe(-3000)
  await brought(
    statementOf([SUM, { amount: 500, bank: 'C1' }], { id: 'again' }),
    camtMessage('054', [{ batch: [1000, 2000], bank: 'B7', creditor }], { id: 'again' }),
  )
  expect(await lines()).toEqual(split)
  // A second statement of the same day in which the bank gives the details itself.
  await brought(
    statementOf(
      [
        { batch: [1000, 2000], bank: 'B7', creditor },
        { amount: 500, bank: 'C1' },
      ],
      { id: 'whole' },
    ),
  )
  expect(await lines()).toEqual(split)
  expect(await gifts()).toBe(-3000)
  expect(await rows("select 1 from bank_file where odd_days <> '[]'")).toEqual([])
})

test('a notice that comes first makes no money: nothing is there before a statement tells of it', async () => {
  const { brought, creditor } = await opened()
  await brought(camtMessage('054', [{ batch: [1000, 2000], bank: 'B7', creditor }, { amount: 500 }]))
  expect(await lines()).toEqual([])
  expect(await gifts()).toBe(0)
  await brought(statementOf([SUM]), camtMessage('054', [{ batch: [1000, 2000], bank: 'B7', creditor }], { id: 'again' }))
  expect(await lines()).toEqual(['1000 booked', '2000 booked'])
})

test('a notice of another booking of the same sum, or of a sum that somebody decided, splits nothing', async () => {
  const { recipient, treasurer, brought, creditor } = await opened()
  await brought(statementOf([SUM]))
  await brought(camtMessage('054', [{ batch: [1000, 2000], bank: 'B8', creditor }]))
  expect(await lines()).toEqual(['3000 open'])
  const [{ id }] = (await rows<{ id: string }>('select id from bank_line')) as [{ id: string }]
  await treasurer.post(`/staff/statements/${recipient}/lines/${id}/aside`, { note: 'remise' })
  await brought(camtMessage('054', [{ batch: [1000, 2000], bank: 'B7', creditor }]))
  expect(await lines()).toEqual(['3000 aside'])
})

test.each([
  ['reports, then the statement', ['one', 'two', 'day']],
  ['the statement, then reports', ['day', 'two', 'one']],
  ['a report twice, and the statement between', ['two', 'day', 'two', 'one']],
])('%s: each movement is there once, and what is announced never', async (_order, order) => {
  const { brought, creditor } = await opened()
  const [first, second, third] = [
    { amount: 1000, bank: 'D1', creditor: [creditor[0]!] },
    { amount: 2000, bank: 'D2', creditor: [creditor[1]!] },
    { amount: -400, bank: 'D3' },
  ]
  const announced = { amount: 7000, status: 'PDNG' }
  const files = {
    one: (id: string) => camtMessage('052', [first, announced], { id }),
    two: (id: string) => camtMessage('052', [first, second, announced], { id }),
    day: (id: string) => statementOf([first, second, third], { id }),
  }
  for (const [n, name] of order.entries()) await brought(files[name as 'one'](`${name}${n}`))
  expect(await lines()).toEqual(['-400 out', '1000 booked', '2000 booked'])
  expect(await gifts()).toBe(-3000)
  expect(await rows("select 1 from bank_file where odd_days <> '[]'")).toEqual([])
})

test('two transfers that say the same on one day are two, also where a report told of one', async () => {
  const { brought } = await opened()
  const same = { amount: 2000, text: 'don' }
  await brought(camtMessage('052', [same]), statementOf([same, same]), camtMessage('052', [same, same], { id: 'later' }))
  expect(await lines()).toEqual(['2000 doubtful', '2000 doubtful'])
})

test('a sum that a report tells after the statement gave its details is known', async () => {
  const { brought, creditor } = await opened()
  await brought(statementOf([{ batch: [1000, 2000], bank: 'B7', creditor }]), camtMessage('052', [SUM]))
  expect(await lines()).toEqual(['1000 booked', '2000 booked'])
})
