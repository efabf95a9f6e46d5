import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { useProgram, until } from '../../../../tests/support/program.ts'
import { emptyPayments, mollieWorld, sandboxWorld, stripeWorld, type World } from '../../../../tests/support/providers.ts'
import { checkoutOf, startPayment } from './commands/begin.ts'
import { requestRefund } from './commands/refunds.ts'
import { openAccount } from './accounts.ts'
import { MODES_AT, providerOf } from './providers.ts'
import { paymentsOf } from './queries/payments.ts'
import { payoutsOf } from './payouts.ts'
import { lookAgain, readAnew } from './reading.ts'
import { reconcile } from './reconciling.ts'

/** What every provider must do behind the port, whatever it is called there. */
const program = await useProgram({ working: true })
const { app, rows, server, clock } = program
const { read, transact } = app.database

const MINUTE = 60_000
let world: World
beforeEach(() => emptyPayments(program))
afterEach(async () => {
  // What is told and not read yet would be asked of a provider that is gone.
  await rest()
  await world.close()
})

async function start(amount = 2_500, mode: 'card' | 'debit' = 'card'): Promise<string> {
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
  return transact((tx) => startPayment(tx, { ...of, now: clock.now }))
}

/** A payment whose page is open, by the provider's name for it. */
async function opened(amount?: number): Promise<{ id: string; ref: string }> {
  const id = await start(amount)
  await checkoutOf(app, id)
  return { id, ref: (await payment(id)).provider_ref! }
}

async function paid(amount?: number) {
  const one = await opened(amount)
  await world.pay(one.ref)
  await told(one.ref)
  await when(one.id, { state: 'paid' })
  return one
}

const payment = async (id: string) => (await paymentsOf(read, [id]))[0]!

const told = async (ref: string, kind?: 'session' | 'dispute' | 'refund') => {
  const answer = await send(world.hook(ref, kind))
  expect(answer.statusCode).toBe(200)
}

const send = ({ payload, headers }: ReturnType<World['hook']>) =>
  server.inject({ method: 'POST', url: `/give/hooks/${world.account}`, headers, payload })

const when = (id: string, wanted: Partial<Awaited<ReturnType<typeof payment>>>) =>
  until(
    async () => {
      const now = await payment(id)
      return Object.entries(wanted).every(([name, value]) => now[name as keyof typeof now] === value) ? now : undefined
    },
    JSON.stringify(wanted),
    12,
  )

const rest = () =>
  until(async () => {
    const open = await rows("select 1 from pgboss.job where name like 'payments.%' and state < 'completed'")
    return open.length === 0 || undefined
  }, 'jobs of payments')

describe.each([
  ['stripe', stripeWorld],
  ['mollie', mollieWorld],
  ['sandbox', sandboxWorld],
] as const)('%s', (name, open) => {
  /** The sandbox is of the same program: between the two nothing can fail. */
  const overALine = (title: string, work: () => Promise<void>) => {
    if (name !== 'sandbox') test(title, work)
  }

  test('says what may be paid with as the table of modes does', async () => {
    world = await open(program)
    const provider = await providerOf(app, await openAccount(read, app, world.account))
    expect(provider.modes).toEqual(MODES_AT[name])
  })

  test('a payment is begun once, however often and by how many at once its address is asked for', async () => {
    world = await open(program)
    const id = await start()
    const urls = await Promise.all(Array.from({ length: 5 }, () => checkoutOf(app, id)))
    urls.push(await checkoutOf(app, id))
    expect(new Set(urls)).toHaveLength(1)
    expect(await world.made()).toBe(1)
    expect(await payment(id)).toMatchObject({ state: 'open', amount: 2_500, currency: 'EUR' })
  })

  test('what is paid is paid: told once, twice, and before she is back', async () => {
    world = await open(program)
    const { id, ref } = await opened()
    await world.pay(ref)
    const hook = world.hook(ref)
    for (let n = 0; n < 3; n++) expect((await send(hook)).statusCode).toBe(200)
    await when(id, { state: 'paid', refunded: 0 })
    await lookAgain(app, id)
    const stripes = name === 'stripe' ? { fee: 63 } : {}
    expect(await payment(id)).toMatchObject({ state: 'paid', card_country: 'FR', ...stripes })
  })

  test('who comes back before anything was told finds the truth', async () => {
    world = await open(program)
    const { id, ref } = await opened()
    await world.pay(ref)
    await lookAgain(app, id)
    expect((await payment(id)).state).toBe('paid')
  })

  test('what waits for the bank is pending, then paid or failed', async () => {
    world = await open(program)
    const [good, bad] = [await opened(), await opened()]
    for (const { id, ref } of [good, bad]) {
      await world.wait(ref)
      await told(ref)
      await when(id, { state: 'pending' })
    }
    await world.arrive(good.ref)
    await world.bounce(bad.ref)
    await told(good.ref)
    await told(bad.ref)
    await when(good.id, { state: 'paid' })
    await when(bad.id, { state: 'failed' })
  })

  test('what is refused ends without money', async () => {
    world = await open(program)
    const { id, ref } = await opened()
    await world.refuse(ref)
    await told(ref)
    const { state } = await until(async () => ((await payment(id)).state === 'open' ? undefined : payment(id)), 'an end')
    expect(['failed', 'expired', 'cancelled']).toContain(state)
    await expect(checkoutOf(app, id)).rejects.toThrow('payments.over')
  })

  test('a part is given back once, then the rest, and never more', async () => {
    world = await open(program)
    const { id } = await paid(2_500)
    await transact((tx) => requestRefund(tx, { payment: id, amount: 1_000, now: clock.now }))
    await expect(transact((tx) => requestRefund(tx, { payment: id, amount: 1_501, now: clock.now }))).rejects.toThrow('too-much')
    await when(id, { state: 'paid', refunded: 1_000, refunding: 0 })
    await transact((tx) => requestRefund(tx, { payment: id, amount: 1_500, now: clock.now }))
    await when(id, { state: 'refunded', refunded: 2_500, refunding: 0 })
    await expect(transact((tx) => requestRefund(tx, { payment: id, amount: 1, now: clock.now }))).rejects.toThrow('not-paid')
    expect(await rows('select 1 from payment_part where asked is null')).toHaveLength(0)
  })

  test('a refund made elsewhere is seen, and told apart', async () => {
    world = await open(program)
    const { id, ref } = await paid()
    await world.refundElsewhere(ref, 700)
    await told(ref, 'refund')
    await when(id, { state: 'paid', refunded: 700 })
    expect(await rows('select amount from payment_part where asked is null')).toEqual([{ amount: '700' }])
  })

  test('a dispute takes the money back, and won it returns', async () => {
    world = await open(program)
    const { id, ref } = await paid()
    await world.dispute(ref)
    await told(ref, 'dispute')
    await when(id, { disputed: 2_500 })
    expect(['disputed', 'lost']).toContain((await payment(id)).state)
    await world.win(ref)
    await told(ref, 'dispute')
    await when(id, { state: 'paid', disputed: 0 })
  })

  test('a dispute that is lost is lost', async () => {
    world = await open(program)
    const { id, ref } = await paid()
    await world.dispute(ref)
    await world.lose(ref)
    await told(ref, 'dispute')
    await when(id, { state: 'lost', disputed: 2_500 })
    await expect(transact((tx) => requestRefund(tx, { payment: id, amount: 1, now: clock.now }))).rejects.toThrow('not-paid')
  })

  test('what nobody tells of is asked about', async () => {
    world = await open(program)
    const { id, ref } = await opened()
    await world.pay(ref)
    clock.now = new Date(clock.now.getTime() + 6 * MINUTE)
    await reconcile(app)
    expect((await payment(id)).state).toBe('paid')
  })

  test('a payment made when the process died before it could write so is found, and one that was never made is over', async () => {
    world = await open(program)
    const [made, unmade] = [await start(), await start()]
    await checkoutOf(app, made)
    const { provider_ref: ref } = await payment(made)
    // As if the transaction after the call had never been: `died.test.ts` kills the process there.
    await rows("update payment set state = 'begun', reached = 'begun', provider_ref = null, checkout_url = null where id = $1", [
      made,
    ])
    await world.pay(ref!)
    clock.now = new Date(clock.now.getTime() + 61 * MINUTE)
    await reconcile(app)
    expect(await payment(made)).toMatchObject({ state: 'paid', provider_ref: ref })
    expect(await payment(unmade)).toMatchObject({ state: 'expired', provider_ref: null })
    expect(await world.made()).toBe(1)
  })

  test('payouts say what they are made of, by our names for payments', async () => {
    world = await open(program)
    const { id } = await paid()
    await rest()
    await world.payOut()
    const [payout] = await payoutsOf(app, world.account, new Date(clock.now.getTime() - 86_400_000))
    expect(payout!.lines.filter(({ kind }) => kind === 'payment')).toMatchObject([{ payment: id, amount: 2_500 }])
    expect(payout!.lines.reduce((sum, { net }) => sum + net, 0)).toBe(payout!.amount)
    expect(payout!.arrives_on).toMatch(/^\d{4}-\d\d-\d\d$/)
  })

  overALine('a provider that is away leaves a payment begun, says so, and is asked again', async () => {
    world = await open(program)
    const id = await start()
    world.line!.fail(3)
    await expect(checkoutOf(app, id)).rejects.toThrow('payments.provider-away')
    expect((await payment(id)).state).toBe('begun')
    await checkoutOf(app, id)
    expect(await world.made()).toBe(1)
  })

  overALine('an error once, and an answer that never arrives, make no second payment', async () => {
    world = await open(program)
    const [once, cut] = [await start(), await start()]
    world.line!.fail(1)
    await checkoutOf(app, once)
    world.line!.cut(2)
    await until(() => checkoutOf(app, cut).catch(() => undefined), 'an answer', 12)
    expect(await world.made()).toBe(2)
  })

  overALine('a refund whose answer never arrives is made once', async () => {
    world = await open(program)
    const { id } = await paid()
    world.line!.cut(1)
    await transact((tx) => requestRefund(tx, { payment: id, amount: 900, now: clock.now }))
    await when(id, { refunded: 900, refunding: 0 })
    expect(await rows("select 1 from payment_part where kind = 'refund'")).toHaveLength(1)
  })

  overALine('a refund that the provider refuses is said to be, and what is true is read', async () => {
    world = await open(program)
    const { id, ref } = await paid(2_500)
    await world.refundElsewhere(ref, 2_000)
    await transact((tx) => requestRefund(tx, { payment: id, amount: 900, now: clock.now }))
    await when(id, { refunded: 2_000, refunding: 0 })
    expect(await rows('select state from payment_refund')).toEqual([{ state: 'refused' }])
  })

  overALine('what is told while the provider is away is read when it is back', async () => {
    world = await open(program)
    const { id, ref } = await opened()
    await world.pay(ref)
    world.line!.fail(3)
    await expect(readAnew(app, world.account, [ref])).resolves.toHaveProperty('size', 1)
    await told(ref)
    await when(id, { state: 'paid' })
  })
})
