import { expect, test } from 'vitest'
import { addRecipient, provedDonor, sendGift } from '../../../../tests/support/giving.ts'
import { countQueries, useProgram } from '../../../../tests/support/program.ts'
import { addVote } from '../../../../tests/support/stations.ts'
import { visitorOf } from '../../../../tests/support/staff.ts'
import { forgetWaiting } from './commands/change.ts'

const program = await useProgram()
const { app, clock, rows } = program
const { transact } = app.database
const DAY = 86_400_000

const gifts = () => rows<{ state: string; amount: string }>('select state, amount from gift order by id')
const promise = async (recipient: string, typed: Record<string, string> = {}) =>
  expect((await sendGift(visitorOf(program), recipient, { amount: '20', mode: 'transfer', ...typed })).statusCode).toBe(303)
/** As her treasurer would say. */
const came = () => rows("update gift set state = 'paid', paid_at = made_at where id = (select min(id::text)::uuid from gift)")

test('who is erased leaves what came, as the accounts have it, and nothing of what never came', async () => {
  const recipient = await addRecipient(program)
  await promise(recipient)
  await promise(recipient, { amount: '50' })
  await promise(recipient, { email: 'other@example.org', family_name: 'Autre' })
  await came()
  const erase = (email: string, shared = false) =>
    transact((tx) => app.forgetMailboxes(tx, [{ email, shared, given_name: 'Aline' }]))
  // Others read it too: what stands under it may be theirs.
  await erase('other@example.org', true)
  expect(await gifts()).toHaveLength(3)
  await erase('ALINE@example.org')
  expect(await gifts()).toEqual([
    { state: 'paid', amount: '2000' },
    { state: 'promised', amount: '2000' },
  ])
  expect(await rows('select 1 from donor')).toHaveLength(2)
  await erase('other@example.org')
  // Her name stays with what came, which the law has kept; her address it does not ask for.
  expect(await rows('select email, family_name from donor')).toEqual([{ email: null, family_name: 'Exemple' }])
  // She gives again, and is written to again: it counts with what came before.
  await promise(recipient)
  expect(await rows('select email from donor')).toEqual([{ email: 'aline@example.org' }])
})

test('her gifts follow her to another mailbox, but where she gave from that one too', async () => {
  const recipient = await addRecipient(program)
  await promise(recipient)
  const account = await app.auth.accountFor('new@example.org')
  const move = { account, person: undefined, from: 'aline@example.org', to: 'new@example.org', now: clock.now }
  await transact((tx) => app.followAddress(tx, move))
  const mine = await provedDonor(program, 'new@example.org')
  expect((await mine.get('/me/gifts')).body).toContain('20')
  await promise(recipient)
  await transact((tx) => app.followAddress(tx, move))
  expect(await rows('select email from donor order by email')).toEqual([
    { email: 'aline@example.org' },
    { email: 'new@example.org' },
  ])
})

test('a transfer is awaited for sixty days; then it frees the cap', async () => {
  const recipient = await addRecipient(program)
  const donor = await provedDonor(program)
  const give = async (other: string) =>
    (await sendGift(donor, recipient, { amount: 'other', other, mode: 'transfer' })).statusCode
  expect(await give('7500')).toBe(303)
  clock.now = new Date(clock.now.getTime() + 59 * DAY)
  expect(await transact((tx) => forgetWaiting(tx, app, 10))).toBe(0)
  clock.now = new Date(clock.now.getTime() + 2 * DAY)
  expect(await transact((tx) => forgetWaiting(tx, app, 10))).toBe(1)
  expect((await gifts()).map(({ state }) => state)).toEqual(['expired'])
})

test('a collection takes gifts until its last day is over by the clocks of the movement, and none before its first', async () => {
  const vote = await addVote(program, [{ vote_on: '2027-04-18' }])
  const of = { kind: 'candidate', election: vote, opens: '2026-12-01', closes: '2027-03-31' } as const
  const recipient = await addRecipient(program, of)
  const at = async (moment: string) => {
    clock.now = new Date(moment)
    return (await sendGift(visitorOf(program), recipient, { amount: '5', mode: 'transfer' })).statusCode
  }
  expect(await at('2026-11-30T22:59:59Z')).toBe(422)
  expect(await at('2026-11-30T23:00:00Z')).toBe(303)
  expect(await at('2027-03-31T21:59:59Z')).toBe(303)
  expect(await at('2027-03-31T22:00:00Z')).toBe(422)
})

test('a page of the giving form costs a constant number of queries, however many gave', async () => {
  const recipient = await addRecipient(program)
  const few = await countQueries(program, () => visitorOf(program).get(`/give/${recipient}`))
  for (const n of [1, 2, 3, 4]) await promise(recipient, { email: `d${n}@example.org`, family_name: `Nom${'abcd'[n - 1]}` })
  await rows("update gift set state = 'paid', paid_at = made_at")
  expect(await countQueries(program, () => visitorOf(program).get(`/give/${recipient}`))).toBe(few)
})
