import { beforeEach, expect, test } from 'vitest'
import { addRecipient, addSandbox, pathOf, sendGift } from '../../../../tests/support/giving.ts'
import { plans } from '../../../../tests/support/monthly.ts'
import { useProgram } from '../../../../tests/support/program.ts'
import { visitorOf } from '../../../../tests/support/staff.ts'
import { followPayment } from '../giving/commands/change.ts'
import { chargeKept } from '../payments/charging.ts'
import { reconcile } from '../payments/reconciling.ts'
import { stopMonthly } from './commands/change.ts'
import { takeMonth } from './commands/charge.ts'
import { hear } from './commands/hear.ts'
import { loadDemoMonthly } from './demo.ts'

/** Each step by hand: the process may die after any of them. No job runs. */
const program = await useProgram()
const { app, rows, clock } = program
const { transact } = app.database

const outcomes = async () =>
  (await rows<{ nth: number; outcome: string }>('select nth, outcome from monthly_charge order by nth, try')).map(
    ({ nth, outcome }) => `${nth} ${outcome}`,
  )
const newest = async () =>
  (
    await rows<{ gift: string; payment: string; state: string; paid: string }>(
      `select g.id as gift, p.id as payment, g.state, p.state as paid from gift g join payment p on p.id = g.payment_id
       where g.means is not null order by g.made_at desc, g.id desc limit 1`,
    )
  )[0]!
/** As the jobs do that hear of a payment. */
async function told(gift: string, state: string): Promise<void> {
  await transact((tx) => followPayment(tx, app, { gift, state: state as 'paid', refunded: 0 }))
  await transact((tx) => hear(tx, app, { gift, state }))
}
const later = (minutes: number) => void (clock.now = new Date(clock.now.getTime() + minutes * 60_000))

let id: string
beforeEach(async () => {
  clock.now = new Date('2027-01-15T12:00:00Z')
  const recipient = await addRecipient(program, { account: await addSandbox(program) })
  const visitor = visitorOf(program)
  const typed = { amount: 'other', other: '10', mode: 'card', rhythm: 'monthly' }
  await visitor.post(pathOf(await sendGift(visitor, recipient, typed)), { play: 'pay' })
  const [first] = await rows<{ id: string }>('select id from gift')
  await told(first!.id, 'paid')
  id = (await plans(program))[0]!.id
  clock.now = new Date('2027-02-15T12:00:00Z')
})

test('what is begun is begun whole: gift, payment, charge and job, or nothing of them', async () => {
  await expect(
    transact(async (tx) => {
      await takeMonth(tx, app, id)
      throw new Error('killed')
    }),
  ).rejects.toThrow('killed')
  expect(await outcomes()).toEqual(['0 paid'])
  expect(await rows('select 1 from gift')).toHaveLength(1)
  await transact((tx) => takeMonth(tx, app, id))
  await transact((tx) => takeMonth(tx, app, id))
  expect(await outcomes()).toEqual(['0 paid', '1 under-way'])
  expect(await rows("select 1 from pgboss.job where name = 'payments.charging'")).toHaveLength(1)
})

test('a provider that is away refuses nothing: it is tried again the same day, and no refusal is counted', async () => {
  await transact((tx) => takeMonth(tx, app, id))
  later(61)
  await chargeKept(app, (await newest()).payment)
  await reconcile(app)
  const { gift, paid } = await newest()
  expect(paid).toBe('expired')
  await told(gift, paid)
  await told(gift, paid)
  expect(await outcomes()).toEqual(['0 paid', '1 unmade'])
  expect(await plans(program)).toMatchObject([{ state: 'active', failures: 0, nth: 1 }])
  later(6 * 60)
  await transact((tx) => takeMonth(tx, app, id))
  await chargeKept(app, (await newest()).payment)
  await told((await newest()).gift, 'paid')
  expect(await outcomes()).toEqual(['0 paid', '1 unmade', '1 paid'])
})

test('stopped before anybody was asked, the month is called back, and the provider is never asked', async () => {
  await transact((tx) => takeMonth(tx, app, id))
  await transact((tx) => stopMonthly(tx, app, id))
  const { gift, payment } = await newest()
  await chargeKept(app, payment)
  await told(gift, 'cancelled')
  expect(await outcomes()).toEqual(['0 paid', '1 unmade'])
  expect(await newest()).toMatchObject({ state: 'cancelled', paid: 'cancelled' })
  expect(await rows('select 1 from sandbox_payment')).toHaveLength(1)
})

test('told twice, late or in disorder, a month is as told once', async () => {
  await transact((tx) => takeMonth(tx, app, id))
  const { gift, payment } = await newest()
  await chargeKept(app, payment)
  for (const state of ['open', 'paid', 'pending', 'paid', 'failed', 'expired']) await told(gift, state)
  expect(await outcomes()).toEqual(['0 paid', '1 paid'])
  expect(await plans(program)).toMatchObject([{ state: 'active', failures: 0, nth: 2 }])
})

test('the law is asked anew each month, by the rule of that day, and the gift says by which', async () => {
  await transact((tx) => takeMonth(tx, app, id))
  const gifts = await rows<{ rule: string; rule_version: number; told: object }>(
    'select rule, rule_version, told from gift order by made_at',
  )
  expect(gifts[1]).toMatchObject({ rule: gifts[0]!.rule, told: gifts[0]!.told })
})

test('the demo makes monthly gifts of what was given by card, once', async () => {
  await rows('delete from monthly_charge')
  await rows('delete from monthly_gift')
  await loadDemoMonthly(app)
  await loadDemoMonthly(app)
  expect(await plans(program)).toMatchObject([{ state: 'active', amount: '1000' }])
  expect(await outcomes()).toEqual(['0 paid'])
})
