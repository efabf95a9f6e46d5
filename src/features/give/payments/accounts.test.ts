import { afterEach, beforeEach, expect, test } from 'vitest'
import { useProgram } from '../../../../tests/support/program.ts'
import { anAccount, emptyPayments, mollieWorld, SECRET, type World } from '../../../../tests/support/providers.ts'
import { staffMember } from '../../../../tests/support/staff.ts'
import { signed } from '../../../../tests/support/stripe-fake.ts'
import { openAccount } from './accounts.ts'
import { checkoutOf, startPayment } from './commands/begin.ts'
import { providerOf } from './providers.ts'
import { paymentsOf } from './queries/payments.ts'

const program = await useProgram()
const { app, rows, server, clock } = program
const { read, transact } = app.database
const KEY = 'sk_test_51Hxq0123456789abcdef'

let world: World | undefined
beforeEach(() => emptyPayments(program))
afterEach(async () => {
  await world?.close()
  world = undefined
})

const form = { name: 'Mandataire', provider: 'stripe', currency: 'EUR', key: KEY, secret: SECRET }

test('an administrator adds an account; its keys are kept shut and shown nowhere, the journal says who', async () => {
  const chief = await staffMember(program, 'administrator')
  expect((await chief.post('/staff/payments', form)).statusCode).toBe(303)
  const page = (await chief.get('/staff/payments')).body
  const [{ id, live }] = (await rows('select id, live from payment_account')) as [{ id: string; live: boolean }]
  expect(page).toContain(`/give/hooks/${id}`)
  expect(live).toBe(false)
  expect((await openAccount(read, app, id)).credentials.key).toBe(KEY)
  const dump = JSON.stringify([
    await rows("select *, encode(credentials, 'escape') as c from payment_account"),
    await rows('select * from journal'),
    page,
    program.logged,
  ])
  for (const secret of [KEY, SECRET]) expect(dump).not.toContain(secret)
  expect(await rows("select 1 from journal where object_kind = 'payment-account' and action = 'add'")).toHaveLength(1)
})

test.each([
  ['key', { key: 'pk_test_5100000000' }],
  ['key', { provider: 'mollie' }],
  ['secret', { secret: 'whsec with space' }],
  ['token', { token: 'nothing' }],
])('what is wrong in the field %s is said there, and no key comes back', async (field, wrong) => {
  const chief = await staffMember(program, 'administrator')
  const answer = await chief.post('/staff/payments', { ...form, ...wrong })
  expect(answer.statusCode).toBe(422)
  expect(answer.body).toContain(`field-${field}-error`)
  for (const typed of Object.values({ ...form, ...wrong }).filter((one) => /_/.test(one)))
    expect(answer.body).not.toContain(`value="${typed}"`)
  expect(await rows('select 1 from payment_account')).toHaveLength(0)
})

test('a row that was moved to another account, or shut under another secret, opens nothing', async () => {
  const [a, b] = [await anAccount(program), await anAccount(program)]
  await rows('update payment_account set credentials = (select credentials from payment_account where id = $1) where id = $2', [
    a,
    b,
  ])
  await expect(openAccount(read, app, b)).rejects.toThrow('cannot be opened')
})

test('two secrets are good at once, the third from the end is not', async () => {
  const chief = await staffMember(program, 'administrator')
  await chief.post('/staff/payments', form)
  const [{ id }] = (await rows('select id from payment_account')) as [{ id: string }]
  const status = async (secret: string) => {
    const payload = JSON.stringify({ id: crypto.randomUUID(), type: 'customer.created', livemode: false, data: { object: {} } })
    const headers = { 'content-type': 'application/json', 'stripe-signature': signed(payload, { secret, at: clock.now }) }
    return (await server.inject({ method: 'POST', url: `/give/hooks/${id}`, headers, payload })).statusCode
  }
  const [second, third] = ['whsec_the_second_one', 'whsec_the_third_one']
  await chief.post(`/staff/payments/${id}/secret`, { secret: second })
  expect(await Promise.all([SECRET, second, third].map(status))).toEqual([200, 200, 400])
  await chief.post(`/staff/payments/${id}/secret`, { secret: third })
  const { secrets } = await openAccount(read, app, id)
  expect(secrets).toEqual([third, second])
})

test('the sandbox plays no live account in production, and a provider elsewhere is on this machine alone', async () => {
  const production = { ...app, config: { ...app.config, production: true } }
  const account = { ...(await openAccount(read, app, await anAccount(program))), live: true }
  await expect(providerOf(production, account)).rejects.toThrow('payments.no-sandbox')
  const far = { ...account, provider: 'stripe' as const, credentials: { key: KEY, at: 'https://evil.example' } }
  await expect(providerOf(app, far)).rejects.toThrow('this machine')
})

async function start(account: string, mode: 'card' | 'debit' = 'card', amount = 500) {
  const subject = { kind: 'gift', id: crypto.randomUUID() }
  const of = { account, subject, amount, mode, returnPath: '/give/back', locale: 'fr', description: 'Don au mandataire' } as const
  return transact((tx) => startPayment(tx, { ...of, now: clock.now }))
}

test('the sandbox says that no money moves, plays each end once, and leads back', async () => {
  const account = await anAccount(program)
  const id = await start(account, 'debit')
  expect((await server.inject({ url: `/give/sandbox/${id}` })).statusCode).toBe(404)
  expect(await checkoutOf(app, id)).toBe(`${app.config.publicUrl}/give/sandbox/${id}`)
  const play = (what: string) =>
    server.inject({
      method: 'POST',
      url: `/give/sandbox/${id}`,
      payload: `play=${what}`,
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    })
  const page = (await server.inject({ url: `/en/give/sandbox/${id}` })).body
  expect(page).toMatch(/<h1[^>]*>This is a trial: no money moves/)
  expect(page).toContain('Don au mandataire')
  const waited = await play('wait')
  expect([waited.statusCode, waited.headers.location]).toEqual([303, '/give/back'])
  expect((await paymentsOf(read, [id]))[0]!.state).toBe('pending')
  await play('pay')
  await play('refuse')
  expect((await paymentsOf(read, [id]))[0]!.state).toBe('paid')
  expect((await play('steal')).statusCode).toBe(422)
})

test('a payment that the account does not take, or of no amount, is not begun', async () => {
  world = await mollieWorld(program)
  await expect(start(world.account, 'debit')).rejects.toMatchObject({ fields: { mode: 'payments.mode-not-there' } })
  for (const amount of [0, -5, 1.5, Number.NaN, 2 ** 60])
    await expect(start(world.account, 'card', amount)).rejects.toThrow('form.invalid')
})

test('a payment rolled back with the transaction of its caller was never there', async () => {
  const account = await anAccount(program)
  await expect(
    transact(async (tx) => {
      const subject = { kind: 'gift', id: crypto.randomUUID() }
      await startPayment(tx, {
        account,
        subject,
        amount: 500,
        mode: 'card',
        returnPath: '/x',
        locale: 'fr',
        description: 'Don',
        now: clock.now,
      })
      throw new Error('no')
    }),
  ).rejects.toThrow('no')
  expect(await rows('select 1 from payment')).toEqual([])
})

test('who comes after half an hour begins anew', async () => {
  const id = await start(await anAccount(program))
  clock.now = new Date(clock.now.getTime() + 31 * 60_000)
  await expect(checkoutOf(app, id)).rejects.toThrow('payments.over')
})
