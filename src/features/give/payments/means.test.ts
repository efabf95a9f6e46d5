import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { useProgram, until } from '../../../../tests/support/program.ts'
import { emptyPayments, mollieWorld, sandboxWorld, stripeWorld, type World } from '../../../../tests/support/providers.ts'
import { chargeKept } from './charging.ts'
import { checkoutOf, startPayment } from './commands/begin.ts'
import { releaseMeans } from './commands/means.ts'
import { requestRefund } from './commands/refunds.ts'
import { withdrawPayment } from './commands/withdraw.ts'
import { areKept } from './queries/means.ts'
import { paymentsOf } from './queries/payments.ts'
import { payoutsOf } from './payouts.ts'
import { lookAgain } from './reading.ts'
import { reconcile } from './reconciling.ts'
import type { Mode } from '../providers/index.ts'

/** What every provider must do with means that it keeps, whatever they are called there. Jobs are done by hand: each step can be the last. */
const program = await useProgram()
const { app, rows, clock } = program
const { read, transact } = app.database

const MINUTE = 60_000
let world: World
beforeEach(() => emptyPayments(program))
afterEach(() => world.close())

type Starting = { amount?: number; mode?: Mode; keep?: boolean; means?: string }

function start({ amount = 2_500, mode = 'card', ...rest }: Starting = {}): Promise<string> {
  const subject = { kind: 'gift', id: crypto.randomUUID() }
  const of = {
    account: world.account,
    subject,
    amount,
    mode,
    returnPath: '/give/back',
    locale: 'fr',
    description: 'Don',
  } as const
  return transact((tx) => startPayment(tx, { ...of, ...rest, now: clock.now }))
}

const payment = async (id: string) => (await paymentsOf(read, [id]))[0]!

/** A first payment that is paid, and whose means are kept. */
async function first(mode: Mode = 'card') {
  const id = await start({ keep: true, mode })
  await checkoutOf(app, id)
  const ref = (await payment(id)).provider_ref!
  if (mode === 'card') await world.pay(ref)
  else {
    await world.wait(ref)
    await lookAgain(app, id)
    expect((await payment(id)).state).toBe('pending')
    expect(await areKept(read, id, world.account)).toBe(false)
    await world.arrive(ref)
  }
  await lookAgain(app, id)
  expect((await payment(id)).state).toBe('paid')
  return { id, ref }
}

async function charged(means: string, more: Starting = {}): Promise<string> {
  const id = await start({ means, ...more })
  await chargeKept(app, id)
  return id
}

describe.each([
  ['stripe', stripeWorld],
  ['mollie', mollieWorld],
  ['sandbox', sandboxWorld],
] as const)('%s', (name, open) => {
  const overALine = (title: string, work: () => Promise<void>) => {
    if (name !== 'sandbox') test(title, work)
  }
  const byDebit = (title: string, work: () => Promise<void>) => {
    if (name !== 'mollie') test(title, work)
  }

  test('keeps what was paid with where that was asked, and nowhere else', async () => {
    world = await open(program)
    const { id } = await first()
    expect(await areKept(read, id, world.account)).toBe(true)
    const other = await start()
    await checkoutOf(app, other)
    await world.pay((await payment(other)).provider_ref!)
    await lookAgain(app, other)
    expect((await payment(other)).state).toBe('paid')
    expect(await areKept(read, other, world.account)).toBe(false)
    await expect(start({ means: other })).rejects.toThrow('payments.means-gone')
  })

  test('takes money by it once, however often and by how many at once it is asked, of another amount too', async () => {
    world = await open(program)
    const { id: means } = await first()
    const id = await start({ means, amount: 700 })
    await Promise.all(Array.from({ length: 5 }, () => chargeKept(app, id)))
    await chargeKept(app, id)
    expect(await payment(id)).toMatchObject({ state: 'paid', amount: 700, card_country: 'FR' })
    expect(await world.made()).toBe(2)
    expect(await rows("select 1 from pgboss.job where name = 'payments.charging'")).not.toHaveLength(0)
  })

  test('has no page: nobody is led to pay it once more', async () => {
    world = await open(program)
    const { id: means } = await first()
    const id = await start({ means })
    await expect(checkoutOf(app, id)).rejects.toThrow('payments.over')
    expect(await world.made()).toBe(1)
  })

  test('that a card is refused is a fact: failed, and asked again with the same key it stays so', async () => {
    world = await open(program)
    const { id: means, ref } = await first()
    await world.refuseLater(ref)
    const id = await charged(means)
    expect((await payment(id)).state).toBe('failed')
    await world.refuseLater(ref, false)
    await chargeKept(app, id)
    expect((await payment(id)).state).toBe('failed')
    expect((await payment(await charged(means))).state).toBe('paid')
  })

  test('what is taken by it is given back and disputed as any other', async () => {
    world = await open(program)
    const { id: means } = await first()
    const [one, two] = [await charged(means), await charged(means)]
    await transact((tx) => requestRefund(tx, { payment: one, amount: 1_000, now: clock.now }))
    expect((await payment(one)).refunding).toBe(1_000)
    await world.dispute((await payment(two)).provider_ref!)
    const { readAnew } = await import('./reading.ts')
    await readAnew(app, world.account, [(await payment(two)).provider_ref!])
    expect((await payment(two)).disputed).toBe(2_500)
  })

  byDebit('a debit by it is on its way until the bank has paid it, or has not', async () => {
    world = await open(program)
    const { id: means } = await first('debit')
    const [good, bad] = [await charged(means, { mode: 'debit' }), await charged(means, { mode: 'debit' })]
    expect((await payment(good)).state).toBe('pending')
    await world.arrive((await payment(good)).provider_ref!)
    await world.bounce((await payment(bad)).provider_ref!)
    await lookAgain(app, good)
    await lookAgain(app, bad)
    expect([(await payment(good)).state, (await payment(bad)).state]).toEqual(['paid', 'failed'])
  })

  test('is called back for sure before the provider may have been asked, and not after', async () => {
    world = await open(program)
    const { id: means } = await first()
    const [early, late] = [await start({ means }), await charged(means)]
    expect(await transact((tx) => withdrawPayment(tx, early, clock.now))).toBe(true)
    await chargeKept(app, early)
    expect((await payment(early)).state).toBe('cancelled')
    expect(await transact((tx) => withdrawPayment(tx, late, clock.now))).toBe(false)
    expect((await payment(late)).state).toBe('paid')
    expect(await world.made()).toBe(2)
  })

  test('other means are kept without a payment, and pay what comes later; those of before are forgotten', async () => {
    world = await open(program)
    const { id: before } = await first()
    const id = await start({ amount: 0, keep: true })
    const url = await checkoutOf(app, id)
    expect(await checkoutOf(app, id)).toBe(url)
    await world.pay((await payment(id)).provider_ref!)
    for (let n = 0; n < 2; n++) await lookAgain(app, id)
    expect(await payment(id)).toMatchObject({ state: 'paid', amount: 0, refunded: 0 })
    await transact((tx) => releaseMeans(tx, before, clock.now))
    await reconcile(app)
    const later = await charged(id, { amount: 1_200 })
    expect(await payment(later)).toMatchObject({ state: 'paid', amount: 1_200 })
    expect(await areKept(read, id, world.account)).toBe(true)
    expect(world.keeps() ?? 1).toBe(1)
    await world.refuseLater((await payment(id)).provider_ref!)
    expect((await payment(await charged(id))).state).toBe('failed')
    // Nothing was taken by it, so that nothing of it is in what goes to the bank.
    await world.payOut()
    const sent = await payoutsOf(app, world.account, new Date(clock.now.getTime() - 86_400_000))
    expect(sent.flatMap(({ lines }) => lines.filter(({ payment: of }) => of === id))).toEqual([])
  })

  byDebit('an account is kept without a payment once its bank has agreed', async () => {
    world = await open(program)
    const id = await start({ amount: 0, keep: true, mode: 'debit' })
    await checkoutOf(app, id)
    const ref = (await payment(id)).provider_ref!
    await world.wait(ref)
    await lookAgain(app, id)
    expect((await payment(id)).state).toBe('pending')
    expect(await areKept(read, id, world.account)).toBe(false)
    await world.arrive(ref)
    await lookAgain(app, id)
    expect(await areKept(read, id, world.account)).toBe(true)
    expect((await payment(await charged(id, { mode: 'debit' }))).state).toBe('pending')
  })

  test('means that the bank refuses are not kept, and nothing else of no amount is begun', async () => {
    world = await open(program)
    const id = await start({ amount: 0, keep: true })
    await checkoutOf(app, id)
    await world.refuse((await payment(id)).provider_ref!)
    await lookAgain(app, id)
    expect(['failed', 'expired', 'cancelled']).toContain((await payment(id)).state)
    expect(await areKept(read, id, world.account)).toBe(false)
    await expect(start({ amount: 0 })).rejects.toThrow()
    await expect(start({ amount: -1, keep: true })).rejects.toThrow()
  })

  test('is forgotten when it is used no more, and not while something is under way by it', async () => {
    world = await open(program)
    const { id: means } = await first()
    const id = await start({ means })
    await transact((tx) => releaseMeans(tx, means, clock.now))
    expect(await areKept(read, means, world.account)).toBe(false)
    await reconcile(app)
    expect(await rows('select 1 from payment_means')).toHaveLength(1)
    await chargeKept(app, id)
    expect((await payment(id)).state).toBe('paid')
    await reconcile(app)
    expect(await rows('select 1 from payment_means')).toHaveLength(0)
    expect(world.keeps() ?? 0).toBe(0)
    await expect(start({ means })).rejects.toThrow('payments.means-gone')
  })

  test('what was made when the process died before it could write so is found, once, and not asked for when its key may be gone', async () => {
    world = await open(program)
    const { id: means } = await first()
    const [made, unmade] = [await charged(means), await start({ means })]
    // As if the transaction after the call had never been.
    await rows("update payment set state = 'begun', reached = 'begun', provider_ref = null where id = $1", [made])
    clock.now = new Date(clock.now.getTime() + 31 * MINUTE)
    await chargeKept(app, made)
    await chargeKept(app, unmade)
    expect(await world.made()).toBe(2)
    clock.now = new Date(clock.now.getTime() + 30 * MINUTE)
    await reconcile(app)
    expect([(await payment(made)).state, (await payment(unmade)).state]).toEqual(['paid', 'expired'])
    expect(await world.made()).toBe(2)
  })

  overALine('a provider that is away, or whose answer never arrives, takes it once', async () => {
    world = await open(program)
    const { id: means } = await first()
    const [away, cut] = [await start({ means }), await start({ means })]
    world.line!.fail(3)
    await expect(chargeKept(app, away)).rejects.toThrow()
    expect((await payment(away)).state).toBe('begun')
    // It may have been asked: nobody calls it back any more.
    expect(await transact((tx) => withdrawPayment(tx, away, clock.now))).toBe(false)
    await chargeKept(app, away)
    world.line!.cut(2)
    await until(
      () =>
        chargeKept(app, cut).then(
          () => true,
          () => undefined,
        ),
      'an answer',
      12,
    )
    expect([(await payment(away)).state, (await payment(cut)).state]).toEqual(['paid', 'paid'])
    expect(await world.made()).toBe(3)
  })

  overALine('a provider that knows these means no more: failed, and nothing was taken', async () => {
    world = await open(program)
    const { id: means } = await first()
    await rows("update payment_means set method = 'pm_unknown'")
    expect((await payment(await charged(means))).state).toBe('failed')
    expect(await world.made()).toBe(1)
  })
})
