import { expect, test } from 'vitest'
import { addRecipient, addSandbox } from '../../../../tests/support/giving.ts'
import { useProgram } from '../../../../tests/support/program.ts'
import { addGift } from '../../../../tests/support/receipts.ts'
import { promise } from '../../../../tests/support/statements.ts'
import { loadDemoLoans } from '../loans/demo.ts'
import { loadDemoStatement } from './demo.ts'

const program = await useProgram()
const { rows, clock, app } = program
const DAY = 86_400_000

test('the demo’s bank file has what booked itself, what waits, what nobody knows, and payouts net of fees; it is loaded once', async () => {
  const recipient = await addRecipient(program, { account: await addSandbox(program) })
  for (let n = 0; n < 30; n++) {
    const { id } = await promise(program, recipient, { name: `Ana${'abcdefghijklmnopqrstuvwxyzabcd'[n]} Ruiz${n}` })
    await rows('update gift set made_at = $2, number = 1000000 + $3 * 7919 where id = $1', [
      id,
      new Date(clock.now.getTime() - 20 * DAY),
      n,
    ])
  }
  for (const ago of [30, 29, 17, 3])
    await addGift(program, { recipient, amount: 5000, paid: new Date(clock.now.getTime() - ago * DAY) })
  await loadDemoStatement(app)
  await loadDemoStatement(app)
  const states = Object.fromEntries(
    (await rows<{ state: string; n: number }>('select state, count(*)::int as n from bank_line group by state')).map(
      ({ state, n }) => [state, n],
    ),
  )
  expect(states).toMatchObject({ booked: 24, doubtful: 4, payout: 2, out: 2 })
  expect(states.open).toBe(4)
  expect(await rows('select state from bank_file')).toEqual([{ state: 'done' }])
  const balance = async (code: string) =>
    Number((await rows<{ balance: string }>('select balance from book_account where code = $1', [code]))[0]!.balance)
  expect(await balance('5170')).toBe(-15_000)
  // 1.5 % of a hundred and fifty euros, and 25 cents for each of three cards.
  expect(await balance('6270')).toBe(150 + 50 + 75 + 25)
})

test('loans of the demo were agreed on different days, and what is due of them went back on its day', async () => {
  await addRecipient(program)
  await rows('update recipient set public_at = $1', [new Date(clock.now.getTime() - 60 * DAY)])
  await loadDemoLoans(app)
  const loans = await rows<{ agreed_on: string; received: string | null; repaid: number; due: number }>(
    `select agreed_on::text, (received_at at time zone 'Europe/Paris')::date::text as received,
      (select count(*)::int from loan_instalment i where i.loan_id = loan.id and repaid_on = due_on) as repaid,
      (select count(*)::int from loan_instalment i where i.loan_id = loan.id and due_on < $1::date) as due from loan order by agreed_on`,
    [clock.now],
  )
  expect(new Set(loans.map(({ agreed_on }) => agreed_on)).size).toBe(4)
  for (const { agreed_on, received, repaid, due } of loans) {
    expect(repaid).toBe(due)
    if (received) expect(received > agreed_on).toBe(true)
  }
  const entries = await rows<{ day: string }>("select distinct day::text from book_entry where cause_kind = 'loan'")
  expect(entries.length).toBe(5)
})
