import { expect, test } from 'vitest'
import { addRecipient, GIVER, treasurerOf, sheetOf, writeSheet } from '../../../../tests/support/giving.ts'
import { useProgram } from '../../../../tests/support/program.ts'
import { addVote } from '../../../../tests/support/stations.ts'
import type { Actor } from '#platform/auth/actor'
import { findRecipient } from '../core/index.ts'
import { type InHand, lockTaking, takeInHand } from '../giving/index.ts'
import { readRows } from './reading.ts'

const program = await useProgram()
const { rows, app } = program
const DAY = 86_400_000
const dayIn = (days: number) => new Date(program.clock.now.getTime() + days * DAY).toISOString().slice(0, 10)

/** A candidate who collects now. `ceiling`: of her spending, in cents. */
async function candidate(ceiling: number | null): Promise<string> {
  const election = await addVote(program, [{ vote_on: dayIn(60) }])
  const recipient = await addRecipient(program, { kind: 'candidate', election, opens: dayIn(-30), closes: dayIn(90) })
  await rows('update recipient set ceiling = $1 where id = $2', [ceiling, recipient])
  return recipient
}

const cash = () =>
  rows<{ sum: string }>(
    "select coalesce(sum(amount - refunded), 0)::text as sum from gift where mode = 'cash' and state = 'paid'",
  )
const giver = (n: number, amount: string) => ({
  ...GIVER,
  // Each in a town of her own: nobody waits for another but for the cash.
  postal_code: String(10_000 + n),
  family_name: `Exemple${'abcdefghijklmnopqrstuvwxyz'[n % 26]}${'abcdefghij'[Math.floor(n / 26)]}zz`,
  amount,
})

/** Cash in a hand, read as a sheet is. */
async function inHand(recipient: string, n: number, amount: string): Promise<InHand> {
  const found = (await findRecipient(app.database.read, recipient))!
  const reading = { recipient: found, mode: 'cash' as const, came: app.now(), signed: true, locale: 'fr' as const }
  const { rows: read } = readRows(
    app,
    Object.fromEntries(Object.entries(giver(n, amount)).map(([k, v]) => [k, { r1: v }])),
    reading,
  )
  const [row] = read
  if (row?.promised !== undefined || !row) throw new Error('no gift')
  return row.offer
}

const take = (offer: InHand, account: string) =>
  app.database.transact(async (tx) => {
    await lockTaking(tx, [offer])
    return takeInHand(tx, app, { hand: { actor: { account } as Actor, now: app.now() }, offer })
  })

/** Cash that came before, so many times 150 euros. */
async function before(recipient: string, times: number, account: string): Promise<void> {
  const offers = await Promise.all(Array.from({ length: times }, (_, n) => inHand(recipient, n, '150')))
  await app.database.transact(async (tx) => {
    await lockTaking(tx, offers)
    for (const offer of offers) await takeInHand(tx, app, { hand: { actor: { account } as Actor, now: app.now() }, offer })
  })
}

test('a crowd with cash at once: a fifth of the ceiling, and not a euro more', async () => {
  const recipient = await candidate(2_000_000)
  const officer = await treasurerOf(program, recipient)
  // All but a thousand of the four thousand euros.
  await before(recipient, 20, officer.account)
  expect(await cash()).toEqual([{ sum: '300000' }])
  const offers = await Promise.all(Array.from({ length: 30 }, (_, n) => inHand(recipient, 40 + n, '140')))
  const answers = await Promise.all(offers.map((offer) => take(offer, officer.account)))
  expect(answers.filter(({ gift }) => gift)).toHaveLength(7)
  expect(await cash()).toEqual([{ sum: '398000' }])
  const refused = answers.find(({ gift }) => !gift)!.decision
  expect(refused).toMatchObject({ verdict: 'refuse', reason: 'law.refuse.cash_over', limit: 400_000, remaining: 2_000 })
  expect((await writeSheet(officer, recipient, sheetOf([giver(90, '20')], { mode: 'cash' }))).statusCode).toBe(303)
  expect(await cash()).toEqual([{ sum: '400000' }])
  const [booked] = await rows("select balance from book_account where code = '5300'")
  expect(booked).toEqual({ balance: '400000' })
})

test('rows of one sheet count together, and cash that waits for a look counts when it is let in', async () => {
  const recipient = await candidate(1_500_000)
  const officer = await treasurerOf(program, recipient)
  await before(recipient, 19, officer.account)
  // 150 of 3,000 are left.
  const tried = await officer.post(
    `/staff/books/${recipient}/sheet`,
    sheetOf([giver(50, '100'), giver(51, '100'), giver(52, '50')], { mode: 'cash' }),
  )
  expect(tried.body).toContain('name="told" value="2 15000"')
  // A minor's is held, as long as somebody looks.
  const minor = await inHand(recipient, 60, '100')
  await take({ ...minor, told: { ...minor.told, adult: false } }, officer.account)
  await take(await inHand(recipient, 61, '100'), officer.account)
  const [held] = await rows<{ id: string }>("select id from gift where state = 'held'")
  expect((await officer.post(`/staff/gifts/${recipient}/${held!.id}/acceptance`)).statusCode).toBe(409)
  expect(await cash()).toEqual([{ sum: '295000' }])
})

test('no ceiling said: no cash; below 15,000 euros the share does not bind; what went back is free again', async () => {
  const none = await candidate(null)
  const officer = await treasurerOf(program, none)
  const row = giver(1, '20')
  const refused = await officer.post(`/staff/books/${none}/sheet`, sheetOf([row], { mode: 'cash' }))
  expect(refused.statusCode).toBe(422)
  const small = await candidate(100_000)
  const other = await treasurerOf(program, small)
  for (let n = 0; n < 3; n++) expect((await take(await inHand(small, n, '150'), other.account)).gift).toBeTruthy()
  const full = await candidate(1_500_000)
  const third = await treasurerOf(program, full)
  await before(full, 20, third.account)
  expect((await take(await inHand(full, 30, '1'), third.account)).gift).toBeUndefined()
  await rows(
    "update gift set refunded = amount, state = 'refunded' where id = (select max(id::text)::uuid from gift where recipient_id = $1)",
    [full],
  )
  expect((await take(await inHand(full, 31, '150'), third.account)).gift).toBeTruthy()
})
