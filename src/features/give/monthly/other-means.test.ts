import { beforeEach, expect, onTestFinished, test } from 'vitest'
import { addRecipient, pathOf, sendGift } from '../../../../tests/support/giving.ts'
import { giveMonthly, onDay, pageOf, plans, rest } from '../../../../tests/support/monthly.ts'
import { useProgram } from '../../../../tests/support/program.ts'
import { mollieWorld, stripeWorld } from '../../../../tests/support/providers.ts'
import { visitorOf } from '../../../../tests/support/staff.ts'
import { askOtherMeans, takeOtherMeans } from './commands/means.ts'
import { stopMonthly } from './commands/change.ts'
import { loadDemoMonthly } from './demo.ts'

/** A card that is lost, refused or has expired, and another in its place: on one page, by nobody's help. */
const program = await useProgram({ working: true })
const { app, rows, clock } = program
const { transact } = app.database

const outcomes = async () =>
  (await rows<{ nth: number; outcome: string }>('select nth, outcome from monthly_charge order by nth, try')).map(
    ({ nth, outcome }) => `${nth} ${outcome}`,
  )
const letterOf = async (subject: string) => (await program.mails()).filter((mail) => mail.subject === subject)
const kept = async () =>
  (
    await rows<{ released: boolean }>(
      'select released_at is not null as released from payment_means order by kept_at, payment_id',
    )
  ).map(({ released }) => (released ? 'released' : 'kept'))
const bodyOf = async (page: string) => (await visitorOf(program).get(page)).body
/** She presses the button. Gives the way to where her card is kept. */
const otherCard = async (page: string) => visitorOf(program).post(`${page}/means`)
const OTHER = 'Votre don mensuel est payé autrement'

beforeEach(() => void (clock.now = new Date('2027-01-15T12:00:00Z')))

test('another card is recorded where nothing is paid: it pays the next month, what served before is forgotten, and she has it in writing', async () => {
  const { provider } = await giveMonthly(program)
  const page = await pageOf(program)
  expect(await bodyOf(page)).toContain('Changer de carte')
  const keeping = pathOf(await otherCard(page))
  expect(await bodyOf(keeping)).toContain('Rien n’est prélevé')
  expect(await bodyOf(page)).toContain('n’a pas encore répondu')
  // Pressed again, it is the same page.
  expect(pathOf(await otherCard(page))).toBe(keeping)
  expect(pathOf(await visitorOf(program).post(keeping, { play: 'pay' }))).toBe(page)
  expect(await bodyOf(page)).toContain('C’est enregistré')
  await rest(program)
  expect(await kept()).toEqual(['released', 'kept'])
  expect(await letterOf(OTHER)).toHaveLength(1)
  expect((await letterOf(OTHER))[0]!.text).toMatch(/La prochaine fois\s: 10\s€, le 15 février 2027/)
  // What served before refuses all: nobody asks it any more.
  await visitorOf(program).post(provider, { play: 'later-refuse' })
  await onDay(program, '2027-02-15')
  expect(await outcomes()).toEqual(['0 paid', '1 paid'])
  expect(await rows('select 1 from gift')).toHaveLength(2)
})

test('the letter about a refusal leads to it, and the month is tried at once by the new card, and not again in three days', async () => {
  const { provider } = await giveMonthly(program)
  await visitorOf(program).post(provider, { play: 'later-refuse' })
  await onDay(program, '2027-02-15')
  const [refused] = await letterOf('Votre don mensuel n’a pas pu être pris')
  expect(refused!.text).toContain('Changer de carte')
  const page = await pageOf(program)
  expect(refused!.text).toContain(page)
  expect(await bodyOf(page)).toContain('Carte perdue ou expirée')
  clock.now = new Date('2027-02-16T10:00:00Z')
  await visitorOf(program).post(pathOf(await otherCard(page)), { play: 'pay' })
  await rest(program)
  await onDay(program, '2027-02-16')
  expect(await outcomes()).toEqual(['0 paid', '1 failed', '1 paid'])
  expect(await plans(program)).toMatchObject([{ state: 'active', failures: 0, nth: 2 }])
  await onDay(program, '2027-02-18')
  expect(await outcomes()).toHaveLength(3)
})

test('stopped after three refusals, it goes on by another card from its next day, and nothing is made up for', async () => {
  const { provider } = await giveMonthly(program)
  await visitorOf(program).post(provider, { play: 'later-refuse' })
  for (const day of ['2027-02-15', '2027-02-18', '2027-02-25']) await onDay(program, day)
  expect(await plans(program)).toMatchObject([{ state: 'stopped', reason: 'failed' }])
  const stopped = (await program.mails()).find(({ subject }) => subject?.endsWith('est arrêté'))
  expect(stopped!.text).toContain('enregistrez une autre carte')
  const page = await pageOf(program)
  clock.now = new Date('2027-03-02T10:00:00Z')
  await visitorOf(program).post(pathOf(await otherCard(page)), { play: 'pay' })
  await rest(program)
  expect(await plans(program)).toMatchObject([{ state: 'active', reason: null, failures: 0, nth: 2 }])
  await onDay(program, '2027-03-03')
  expect((await outcomes()).slice(-1)).toEqual(['1 failed'])
  await onDay(program, '2027-03-15')
  expect((await outcomes()).slice(-1)).toEqual(['2 paid'])
})

test('who stops while she is there keeps nothing anywhere; nor does who was erased', async () => {
  await giveMonthly(program)
  const page = await pageOf(program)
  const { id } = (await plans(program))[0]!
  const keeping = pathOf(await otherCard(page))
  await transact((tx) => stopMonthly(tx, app, id))
  await visitorOf(program).post(keeping, { play: 'pay' })
  await rest(program)
  expect(await kept()).toEqual(['released', 'released'])
  expect(await plans(program)).toMatchObject([{ state: 'stopped', reason: 'donor' }])
  expect((await visitorOf(program).post(`${page}/means`)).statusCode).toBe(409)
  expect(await bodyOf(page)).not.toContain('Changer de carte')

  await rows('update payment_means set released_at = null where payment_id in (select asked_means from monthly_gift)')
  const [{ asked }] = (await rows<{ asked: string }>('select asked_means as asked from monthly_gift')) as [{ asked: string }]
  await rows('delete from monthly_charge')
  await rows('delete from monthly_gift')
  await transact((tx) => takeOtherMeans(tx, app, { id, payment: asked }))
  expect(await kept()).toEqual(['released', 'released'])
})

test('who is erased leaves nothing at the provider: neither what paid first, nor what she recorded since', async () => {
  await giveMonthly(program)
  const page = await pageOf(program)
  await visitorOf(program).post(pathOf(await otherCard(page)), { play: 'pay' })
  await rest(program)
  expect(await kept()).toEqual(['released', 'kept'])
  const erased = { email: 'aline@example.org', given_name: 'Aline', shared: false }
  await transact((tx) => app.forgetMailboxes(tx, [erased]))
  expect(await kept()).toEqual(['released', 'released'])
})

test('a crowd that presses, and is told, changes it once', async () => {
  await giveMonthly(program)
  const { id } = (await plans(program))[0]!
  const asked = await Promise.all(
    Array.from({ length: 12 }, () => transact((tx) => askOtherMeans(tx, app, { id, locale: 'fr' }))),
  )
  expect(new Set(asked).size).toBe(1)
  const page = await pageOf(program)
  await visitorOf(program).post(pathOf(await otherCard(page)), { play: 'pay' })
  await Promise.all(Array.from({ length: 12 }, () => transact((tx) => takeOtherMeans(tx, app, { id, payment: asked[0]! }))))
  await rest(program)
  expect(await letterOf(OTHER)).toHaveLength(1)
  expect(await kept()).toEqual(['released', 'kept'])
})

test('what is refused or left there changes nothing, and the page says so', async () => {
  await giveMonthly(program)
  const page = await pageOf(program)
  await visitorOf(program).post(pathOf(await otherCard(page)), { play: 'refuse' })
  expect(await bodyOf(page)).toContain('Rien n’a été enregistré')
  await rest(program)
  expect(await kept()).toEqual(['kept'])
  await onDay(program, '2027-02-15')
  expect(await outcomes()).toEqual(['0 paid', '1 paid'])
})

test('nothing of the kind where the account was filed, or nobody takes cards any more', async () => {
  const { recipient } = await giveMonthly(program)
  const page = await pageOf(program)
  for (const change of [
    'filed_at = now()',
    'filed_at = null, payment_account_id = null',
    "payment_account_id = null, closes_on = '2027-01-14'",
  ]) {
    await rows(`update recipient set ${change} where id = $1`, [recipient])
    expect((await otherCard(page)).statusCode).toBe(409)
    expect(await bodyOf(page)).not.toContain('Changer de carte')
  }
})

test.each([
  ['stripe', stripeWorld],
  ['mollie', mollieWorld],
] as const)('at %s: refused, another card, the same month', async (_name, open) => {
  const world = await open(program)
  onTestFinished(() => world.close())
  const recipient = await addRecipient(program, { account: world.account })
  await sendGift(visitorOf(program), recipient, { amount: '10', mode: 'card', rhythm: 'monthly' })
  const newest = async () =>
    (await rows<{ ref: string }>('select provider_ref as ref from payment order by created_at desc, id desc limit 1'))[0]!.ref
  const first = await newest()
  await world.pay(first)
  const told = async (ref: string) =>
    program.server.inject({ method: 'POST', url: `/give/hooks/${world.account}`, ...world.hook(ref) })
  expect((await told(first)).statusCode).toBe(200)
  await rest(program)
  await world.refuseLater(first)
  await onDay(program, '2027-02-15')
  expect(await outcomes()).toEqual(['0 paid', '1 failed'])
  const page = await pageOf(program)
  const leading = await otherCard(page)
  expect(leading.body).toContain(
    new URL((await rows<{ url: string }>('select checkout_url as url from payment where amount = 0'))[0]!.url).host,
  )
  const setup = await newest()
  await world.pay(setup)
  // By the provider alone: she closed her browser.
  expect((await told(setup)).statusCode).toBe(200)
  await rest(program)
  await onDay(program, '2027-02-15', '13:00')
  expect(await outcomes()).toEqual(['0 paid', '1 failed', '1 paid'])
  expect(await letterOf(OTHER)).toHaveLength(1)
})

test('the demo’s monthly gifts have what they are paid with, and those that are refused just now are refused again', async () => {
  const { recipient } = await giveMonthly(program)
  await giveMonthly(program, { recipient, typed: { email: 'rosa@example.org', given_name: 'Rosa' } })
  await rows('delete from monthly_charge')
  await rows('delete from monthly_gift')
  await loadDemoMonthly(app)
  expect(await kept()).toHaveLength(4)
  await onDay(program, '2027-02-15')
  expect((await outcomes()).toSorted()).toEqual(['0 paid', '0 paid', '1 failed', '1 paid'])
})
