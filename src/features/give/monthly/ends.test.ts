import { expect, onTestFinished, test } from 'vitest'
import { addRecipient, addSandbox, provedDonor, sendGift } from '../../../../tests/support/giving.ts'
import { giveMonthly, onDay, pageOf, plans, rest } from '../../../../tests/support/monthly.ts'
import { useProgram } from '../../../../tests/support/program.ts'
import { stripeWorld } from '../../../../tests/support/providers.ts'
import { openStrongSession, staffMember, visitorOf } from '../../../../tests/support/staff.ts'
import { addVote } from '../../../../tests/support/stations.ts'
import { chargeKept } from '../payments/charging.ts'
import { reconcile } from '../payments/reconciling.ts'
import { hear } from './commands/hear.ts'
import { takeMonth } from './commands/charge.ts'

const program = await useProgram({ working: true })
const { app, rows, clock } = program
const { transact } = app.database
const at = (moment: string) => void (clock.now = new Date(moment))

const outcomes = async () =>
  (await rows<{ nth: number; outcome: string }>('select nth, outcome from monthly_charge order by nth, try')).map(
    ({ nth, outcome }) => `${nth} ${outcome}`,
  )
const stopped = async () => (await plans(program)).map(({ state, reason }) => `${state} ${reason}`)
const letterOf = async (words: string) => (await program.mails()).find(({ text }) => text?.includes(words))
const inBooks = async () => (await rows<{ balance: string }>("select balance from book_account where code = '7541'"))[0]?.balance

test('it ends at the cap: nothing above it is taken, and why is for her mailbox and not for who has the link', async () => {
  at('2027-01-15T12:00:00Z')
  const recipient = await addRecipient(program, { account: await addSandbox(program) })
  const donor = await provedDonor(program)
  await giveMonthly(program, { recipient, visitor: donor, amount: '140' })
  expect((await sendGift(donor, recipient, { amount: 'other', other: '7300', mode: 'transfer' })).statusCode).toBe(303)
  await onDay(program, '2027-02-15')
  expect(await stopped()).toEqual(['stopped cap'])
  expect(await outcomes()).toEqual(['0 paid'])
  expect((await letterOf('la limite fixée par la loi'))?.subject).toContain('est arrêté')
  const page = await pageOf(program)
  expect((await visitorOf(program).get(page)).body).not.toContain('limite fixée')
  expect((await donor.get(page)).body).toContain('limite fixée')
})

test('it ends with the window: after the last of its days inside nothing is awaited any more', async () => {
  at('2027-01-15T12:00:00Z')
  const vote = await addVote(program, [{ vote_on: '2027-04-18' }])
  const of = { kind: 'candidate', election: vote, opens: '2026-12-01', closes: '2027-03-14' } as const
  const recipient = await addRecipient(program, { ...of, account: await addSandbox(program) })
  await giveMonthly(program, { recipient })
  await onDay(program, '2027-02-15')
  expect(await outcomes()).toEqual(['0 paid', '1 paid'])
  expect(await stopped()).toEqual(['stopped window'])
  expect(await letterOf('La collecte est terminée')).toBeTruthy()
})

test('it ends when the account is filed, also paused, and not a month later', async () => {
  at('2027-01-15T12:00:00Z')
  const { recipient } = await giveMonthly(program)
  await visitorOf(program).post(`${await pageOf(program)}/pause`)
  await rows('update recipient set filed_at = $2 where id = $1', [recipient, clock.now])
  await onDay(program, '2027-01-16')
  expect(await stopped()).toEqual(['stopped filed'])
  expect(await letterOf('Le compte a été déposé')).toBeTruthy()
})

test('who takes one back at her bank gives no more', async () => {
  at('2027-01-15T12:00:00Z')
  const world = await stripeWorld(program)
  onTestFinished(() => world.close())
  const recipient = await addRecipient(program, { account: world.account })
  await sendGift(visitorOf(program), recipient, { amount: '10', mode: 'card', rhythm: 'monthly' })
  const ref = async () =>
    (await rows<{ ref: string }>('select provider_ref as ref from payment order by created_at desc limit 1'))[0]!.ref
  const look = async () => {
    clock.now = new Date(clock.now.getTime() + 86_400_000)
    await reconcile(app)
    await rest(program)
  }
  await world.pay(await ref())
  await look()
  await onDay(program, '2027-02-15')
  expect(await outcomes()).toEqual(['0 paid', '1 paid'])
  await world.dispute(await ref())
  const { payload, headers } = world.hook(await ref(), 'dispute')
  await program.server.inject({ method: 'POST', url: `/give/hooks/${world.account}`, headers, payload })
  await rest(program)
  expect(await stopped()).toEqual(['stopped disputed'])
  // What was kept is forgotten there.
  await look()
  expect(world.keeps()).toBe(0)
  await onDay(program, '2027-03-15')
  expect(await outcomes()).toEqual(['0 paid', '1 paid'])
})

test('stopped before anybody was asked, the month is called back; after, it says what is under way, and takes no other', async () => {
  at('2027-01-15T12:00:00Z')
  await giveMonthly(program, { mode: 'debit' })
  const page = await pageOf(program)
  await onDay(program, '2027-02-15')
  expect(await outcomes()).toEqual(['0 paid', '1 under-way'])
  await visitorOf(program).post(`${page}/stop`)
  await rest(program)
  expect((await visitorOf(program).get(page)).body).toContain('il peut encore être prélevé')
  expect((await letterOf('il peut encore être prélevé'))?.subject).toContain('est arrêté')
  const [gift] = await rows<{ payment_id: string }>('select payment_id from gift where means is not null')
  await visitorOf(program).post(`/give/sandbox/${gift!.payment_id}`, { play: 'pay' })
  await rest(program)
  expect(await outcomes()).toEqual(['0 paid', '1 paid'])
  expect(await inBooks()).toBe('-2000')
  expect(await stopped()).toEqual(['stopped donor'])
  await onDay(program, '2027-03-15')
  expect(await outcomes()).toEqual(['0 paid', '1 paid'])
})

test('stopped again and again while it is being asked: either nothing is taken, or it is said to be under way', async () => {
  at('2027-01-15T12:00:00Z')
  const recipient = await addRecipient(program, { account: await addSandbox(program) })
  for (let n = 0; n < 6; n++) {
    const typed = { email: `d${n}@example.org`, family_name: `Nom${'abcdef'[n]}` }
    await giveMonthly(program, { recipient, typed })
  }
  at('2027-02-15T12:00:00Z')
  const { stopMonthly } = await import('./commands/change.ts')
  await Promise.all(
    (await plans(program)).map(async ({ id }, n) => {
      await transact((tx) => takeMonth(tx, app, id))
      await new Promise((resolve) => setTimeout(resolve, n * 3))
      await transact((tx) => stopMonthly(tx, app, id))
    }),
  )
  await rest(program)
  const ends = await rows<{ outcome: string; state: string }>(
    'select outcome, gift.state from monthly_charge join gift on gift.id = gift_id where nth = 1',
  )
  expect(ends).toHaveLength(6)
  for (const { outcome, state } of ends) expect(['unmade cancelled', 'paid paid']).toContain(`${outcome} ${state}`)
  expect(new Set(await stopped())).toEqual(new Set(['stopped donor']))
})

test('what a bank refused and then took after all is known to have come, and what was begun in its place is called back', async () => {
  at('2027-01-15T12:00:00Z')
  const { provider } = await giveMonthly(program)
  await visitorOf(program).post(provider, { play: 'later-refuse' })
  await onDay(program, '2027-02-15')
  const [first] = await rows<{ gift_id: string }>('select gift_id from monthly_charge where nth = 1')
  at('2027-02-18T12:00:00Z')
  const { id } = (await plans(program))[0]!
  await transact(async (tx) => {
    await takeMonth(tx, app, id)
    await hear(tx, app, { gift: first!.gift_id, state: 'paid' })
  })
  await rest(program)
  expect(await outcomes()).toEqual(['0 paid', '1 paid', '1 unmade'])
  const [second] = await rows<{ payment_id: string }>('select payment_id from gift order by made_at desc limit 1')
  await chargeKept(app, second!.payment_id)
  expect(await rows("select 1 from sandbox_payment where state = 'paid'")).toHaveLength(1)
})

test('who is erased gives no more: what came stays in the accounts, and what was kept is let go', async () => {
  at('2027-01-15T12:00:00Z')
  await giveMonthly(program)
  const erased = { email: 'aline@example.org', given_name: 'Aline' }
  await transact((tx) => app.forgetMailboxes(tx, [{ ...erased, shared: true }]))
  expect(await plans(program)).toHaveLength(1)
  await transact((tx) => app.forgetMailboxes(tx, [{ ...erased, shared: false }]))
  expect(await plans(program)).toEqual([])
  expect(await rows('select 1 from monthly_charge')).toEqual([])
  expect(await rows("select 1 from gift where state = 'paid'")).toHaveLength(1)
  expect(await rows('select 1 from payment_means where released_at is null')).toEqual([])
  await onDay(program, '2027-02-15')
  expect(await rows('select 1 from gift')).toHaveLength(1)
})

test('whoever keeps the books sees what goes on, what is refused and what ended; nobody sees another’s', async () => {
  at('2027-01-15T12:00:00Z')
  const { recipient, provider } = await giveMonthly(program)
  await visitorOf(program).post(provider, { play: 'later-refuse' })
  await onDay(program, '2027-02-15')
  const treasurer = await staffMember(program, 'treasurer')
  const path = `/staff/monthly/${recipient}`
  expect((await treasurer.get(path)).statusCode).toBe(404)
  await rows('insert into recipient_officer (recipient_id, account_id, since) values ($1, $2, now())', [
    recipient,
    treasurer.account,
  ])
  const page = await treasurer.get(path)
  expect(page.statusCode).toBe(200)
  expect(page.body).toContain('Aline Exemple')
  expect((await treasurer.post(path, { view: 'failing' })).body).toContain('18 février 2027')
  await onDay(program, '2027-02-18')
  await onDay(program, '2027-02-25')
  // Her session ended meanwhile.
  const again = await openStrongSession(program, treasurer.account)
  expect((await again.post(path, { view: 'stopped' })).body).toContain('refusé trois fois')
  expect((await again.post(path, { view: 'failing' })).body).not.toContain('Aline')
  expect((await visitorOf(program).get(path)).statusCode).not.toBe(200)
})
