import { expect, onTestFinished, test } from 'vitest'
import { addRecipient, pathOf, provedDonor, sendGift } from '../../../../tests/support/giving.ts'
import { until, useProgram } from '../../../../tests/support/program.ts'
import { stripeWorld, type World } from '../../../../tests/support/providers.ts'
import { visitorOf } from '../../../../tests/support/staff.ts'

const program = await useProgram({ working: true })
const { rows, server } = program

async function stripe(): Promise<World> {
  const world = await stripeWorld(program)
  onTestFinished(async () => {
    // What is told and not read yet would be asked of a provider that is gone.
    const open = "select 1 from pgboss.job where name like 'payments.%' and state < 'completed'"
    await until(async () => (await rows(open)).length === 0 || undefined, 'jobs of payments')
    await world.close()
  })
  return world
}

const gift = async () =>
  (await rows<{ state: string; refunded: string }>('select state, refunded from gift order by id desc limit 1'))[0]!
const becomes = (state: string) => until(async () => (await gift()).state === state || undefined, `a gift that is ${state}`)
const inBooks = async () => (await rows<{ balance: string }>("select balance from book_account where code = '7541'"))[0]?.balance
const refOf = async () =>
  (await rows<{ ref: string }>('select provider_ref as ref from payment order by id desc limit 1'))[0]!.ref

/** What the provider sends, as often as asked. */
async function tell({ account, hook }: World, ref: string, kind?: 'session' | 'dispute' | 'refund'): Promise<void> {
  const { payload, headers } = hook(ref, kind)
  const answer = await server.inject({
    method: 'POST',
    url: `/give/hooks/${account}`,
    payload,
    headers: { 'content-type': 'application/json', ...headers },
  })
  expect(answer.statusCode).toBe(200)
}

test('with Stripe: a page of ours leads on, its word makes the gift paid, once, and a dispute takes it out of the books again', async () => {
  const world = await stripe()
  const recipient = await addRecipient(program, { account: world.account })
  const sent = await sendGift(visitorOf(program), recipient, { amount: '20', mode: 'card' })
  // A redirect after a form would be stopped by the page's own policy.
  expect(sent.statusCode).toBe(200)
  expect(sent.headers.refresh).toMatch(/^0; url=http/)
  const ref = await refOf()
  await world.pay(ref)
  await tell(world, ref)
  await tell(world, ref)
  await becomes('paid')
  await program.mailsWhen(1)
  expect(await inBooks()).toBe('-2000')
  await world.dispute(ref)
  await tell(world, ref, 'dispute')
  await becomes('disputed')
  expect(await inBooks()).toBe('0')
  await world.win(ref)
  await tell(world, ref, 'dispute')
  await becomes('paid')
  expect(await inBooks()).toBe('-2000')
  // She is thanked once.
  expect(await rows("select 1 from pgboss.job where name = 'giving.mail'")).toHaveLength(1)
})

test('a part that the provider gave back by itself leaves the books, and she is told', async () => {
  const world = await stripe()
  const recipient = await addRecipient(program, { account: world.account })
  await sendGift(visitorOf(program), recipient, { amount: '50', mode: 'card' })
  const ref = await refOf()
  await world.pay(ref)
  await tell(world, ref)
  await becomes('paid')
  await world.refundElsewhere(ref, 2000)
  await tell(world, ref, 'refund')
  await until(async () => (await gift()).refunded === '2000' || undefined, 'a part that is refunded')
  expect(await inBooks()).toBe('-3000')
  const mail = await until(
    async () => (await program.mails()).find(({ subject }) => subject?.includes('remboursé')),
    'a mail of the refund',
  )
  expect(mail.text).toContain('20')
})

test('a disputed gift frees the cap', async () => {
  const world = await stripe()
  const recipient = await addRecipient(program, { account: world.account })
  const donor = await provedDonor(program)
  await sendGift(donor, recipient, { amount: 'other', other: '7500', mode: 'card' })
  const ref = await refOf()
  await world.pay(ref)
  await tell(world, ref)
  await becomes('paid')
  const more = { amount: '20', mode: 'transfer' }
  expect((await sendGift(donor, recipient, more)).statusCode).toBe(422)
  await world.dispute(ref)
  await tell(world, ref, 'dispute')
  await becomes('disputed')
  expect((await sendGift(donor, recipient, more)).statusCode).toBe(303)
})

test('a provider that does not answer: she is told so with what she typed, and tries again', async () => {
  const world = await stripe()
  const recipient = await addRecipient(program, { account: world.account })
  // As often as the library tries.
  world.line!.fail(3)
  const sent = await sendGift(visitorOf(program), recipient, { amount: '20', mode: 'card' })
  expect(sent.statusCode).toBe(409)
  expect(sent.body).toContain('ne répond pas')
  expect(sent.body).toContain('1 rue des Lilas')
  expect((await sendGift(visitorOf(program), recipient, { amount: '20', mode: 'card' })).statusCode).toBe(200)
  expect(await rows('select 1 from payment where checkout_url is not null')).toHaveLength(1)
})

test('who is back before the provider has told us reads what the provider says', async () => {
  const world = await stripe()
  const recipient = await addRecipient(program, { account: world.account })
  await sendGift(visitorOf(program), recipient, { amount: '20', mode: 'card' })
  await world.pay(await refOf())
  const [row] = await rows<{ return_path: string }>('select return_path from payment')
  const page = pathOf({ headers: { location: row!.return_path } })
  await visitorOf(program).get(page)
  await becomes('paid')
  expect((await visitorOf(program).get(page)).body).toContain('Merci pour votre don')
})
