import { expect, test } from 'vitest'
import { addRecipient } from '../../../../tests/support/giving.ts'
import { useProgram } from '../../../../tests/support/program.ts'
import { giveShare, ledGroup } from '../../../../tests/support/spending.ts'
import { loadDemoSpending } from './demo.ts'

const program = await useProgram()
const { rows } = program

test('the demo’s spending stands in the books as what it says, numbered, with its papers, and is loaded once', async () => {
  const recipient = await addRecipient(program)
  for (let n = 0; n < 2; n += 1) {
    const { group } = await ledGroup(program)
    await giveShare(program, { book: recipient, group, amount: 5000 })
  }
  await loadDemoSpending(program.app)
  await loadDemoSpending(program.app)
  expect(await rows('select state, count(*)::int as n from spending group by state order by state')).toEqual([
    { state: 'asked', n: 1 },
    { state: 'draft', n: 1 },
    { state: 'given', n: 1 },
    { state: 'paid', n: 6 },
    { state: 'payable', n: 2 },
    { state: 'seconded', n: 1 },
  ])
  const [owed] = await rows<{ balance: string; sum: string }>(
    "select balance, (select sum(amount) from spending where state = 'payable')::text as sum from book_account where code = '4010'",
  )
  expect(Number(owed!.balance)).toBe(-Number(owed!.sum))
  expect(await rows('select numbers from spending_book')).toEqual([{ numbers: 9 }])
  expect(await rows('select 1 from spending where not exists (select from voucher where spending_id = spending.id)')).toEqual([])
})
