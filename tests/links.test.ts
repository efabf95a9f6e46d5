import { expect, test } from 'vitest'
import { enqueue } from '#platform/jobs/queue'
import { features } from '../src/features.ts'
import { placerOf } from '../src/features/events/core/placing.ts'
import { crawl } from './support/crawling.ts'
import { addEvent, asking } from './support/events.ts'
import { addCampaign, addRecipient, sendGift, treasurerOf } from './support/giving.ts'
import { found, signer, type Signer } from './support/groups.ts'
import { join, openDues } from './support/dues.ts'
import { lend, openLoans } from './support/loans.ts'
import { movementOf } from './support/home.ts'
import { until, useProgram, visitor } from './support/program.ts'
import { confirmationPath } from './support/signing.ts'
import { staffMember, type Visitor, visitorOf } from './support/staff.ts'

const program = await useProgram({ working: true })
const { rows, server } = program

/** Where each domain that one may do without has its pages. */
const PAGES: Record<string, string[]> = {
  groups: ['/groups', '/staff/groups'],
  events: ['/events', '/staff/events', '/me/weekly'],
  offers: ['/me/offer', '/offers'],
  give: [
    '/give',
    '/dues',
    '/me/gifts',
    '/me/dues',
    '/me/loans',
    '/staff/recipients',
    '/staff/payments',
    '/staff/gifts',
    '/staff/campaigns',
    '/staff/monthly',
    '/staff/statements',
    '/staff/spending',
    '/staff/dues',
    '/staff/loans',
  ],
  mail: ['/staff/letters'],
  roll: ['/vote', '/staff/roll', '/vote/proxy', '/staff/proxies', '/staff/stations'],
}
const dayIn = (days: number) => new Date(program.clock.now.getTime() + days * 86_400_000).toISOString().slice(0, 10)

/** Zoé gave, joined and lent. Gives who keeps the book of it. */
async function aDonor(zoe: Signer): Promise<Visitor> {
  const recipient = await addRecipient(program)
  await addCampaign(program, recipient)
  await openDues(program, recipient)
  const seen = await openLoans(program, recipient)
  const hers = { email: zoe.email, mode: 'transfer' }
  const taken = [
    await sendGift(zoe, recipient, { ...hers, amount: '20' }),
    await join(zoe, recipient, hers),
    await lend(zoe, recipient, { seen }),
  ]
  expect(taken.map(({ statusCode }) => statusCode)).toEqual([303, 303, 303])
  return treasurerOf(program, recipient)
}

/** Zoé leads a group, holds events, one with it, goes to one of another group, and has said what she can do: something of hers is in every list. */
async function aMember(): Promise<Signer> {
  const [zoe, ana] = [await signer(program, 'Zoe'), await signer(program, 'Ana')]
  const [own, other] = [await found(program, [zoe.person, ana.person]), await found(program, [ana.person])]
  const event = await addEvent(program, zoe.person, {
    title: 'Du groupe',
    group: own,
    type: 'canvass',
    recipe_id: 'door-to-door',
  })
  const past = await addEvent(program, zoe.person, { title: 'Passé', inHours: 20 })
  await rows(
    "update event set starts_at = starts_at - interval '3 days', ends_at = ends_at - interval '3 days' where id = $1 returning id",
    [past],
  )
  const going = await addEvent(program, ana.person, { title: 'Chez Ana', inHours: 30, group: other })
  await placerOf(program.app)(asking(going, zoe.person))
  await ana.post(`/groups/${own}/board`, { text: 'Qui vient samedi ?' })
  await zoe.post(`/groups/${own}/meetings`, { day: dayIn(3), hour: '19:00' })
  const offer = { where: 'Lyon', km: '20', most: '2', 'skills[cooking]': 'amateur', 'shown[organisers]': 'true' }
  for (const who of [zoe, ana]) expect((await who.post('/me/offer', { ...offer, 'shown[staff]': 'true' })).statusCode).toBe(303)
  await zoe.post('/me/calendar')
  await zoe.post('/me/weekly', { where: 'Lyon', km: '20', agreed: 'true' })
  const chief = await staffMember(program, 'administrator')
  await rows(
    "insert into approval (id, kind, subject, reason, about, path, asked_by, asked_at) values (gen_random_uuid(), 'silence', $1, 'x', 'Du groupe', $2, $3, $4) returning id",
    [event, `/staff/events/${event}`, chief.account, program.clock.now],
  )
  return zoe
}

/** The page that thanks somebody for having signed. */
async function thanks(): Promise<string> {
  const answer = await server.inject({ method: 'POST', url: await confirmationPath(program), headers: visitor() })
  return String(answer.headers.location)
}

const atRest = () =>
  until(
    async () =>
      (await rows("select 1 from pgboss.job where state < 'completed' and name not like '\\_\\_%'")).length === 0 || undefined,
    'the jobs',
  )

/** All that comes by the clock, on a Thursday morning. */
async function letTimePass(): Promise<void> {
  program.clock.now = new Date(program.clock.now.getTime() + 46 * 3_600_000)
  const queues = features.flatMap(({ workers = [] }) => workers.filter(({ schedule }) => schedule).map(({ queue }) => queue))
  await program.app.database.transact(async (tx) => queues.forEach((queue) => enqueue(tx, queue, {})))
  await atRest()
}

/** What mails that are not among those of before link to in vain. */
async function linksInMails(before: Set<string>): Promise<string[]> {
  const mails = (await program.mails()).filter(({ messageId }) => !before.has(messageId!))
  const links = mails.flatMap(({ text, subject }) =>
    [...(text ?? '').matchAll(/https?:\/\/[^/\s]+(\/\S*)/g)].map(([, path]) => ({ subject, path: path! })),
  )
  return links.filter(({ path }) => !server.isThere(path)).map(({ subject, path }) => `${subject} → ${path}`)
}

/** What a visitor, a member, one of the staff and who keeps books come to, and what leads nowhere. */
async function walk(zoe: Signer, treasurer: Visitor) {
  const chief = await staffMember(program, 'administrator')
  const people = [`/staff/people/${zoe.person}`]
  const walks = [
    await crawl(program, visitorOf(program), { starts: ['/', await thanks()] }),
    await crawl(program, zoe, { starts: ['/', '/account', '/me/home'] }),
    await crawl(program, chief, { starts: ['/account', ...people] }),
    await crawl(program, treasurer, { starts: ['/account', '/staff'] }),
  ]
  return { seen: walks.flatMap(({ seen }) => [...seen]), broken: walks.flatMap(({ broken }) => broken) }
}

test('no link and no form leads to what is not there, whatever the movement does without', async () => {
  const zoe = await aMember()
  const whole = await walk(zoe, await aDonor(zoe))
  expect(whole.broken).toEqual([])
  // The walk comes to every domain: else what follows would show nothing.
  for (const path of Object.values(PAGES).flat()) expect(whole.seen).toContain(path)
})

test.each(Object.keys(PAGES))('without %s no page links there, and no mail', async (name) => {
  expect(program.app.optional.map((one) => one.name)).toContain(name)
  const zoe = await aMember()
  const treasurer = await aDonor(zoe)
  await atRest()
  movementOf(program, { off: [name] })
  const before = new Set((await program.mails()).map(({ messageId }) => messageId!))
  const { broken, seen } = await walk(zoe, treasurer)
  expect(broken).toEqual([])
  expect(seen.length).toBeGreaterThan(60)
  await letTimePass()
  expect((await program.mails()).length).toBeGreaterThan(before.size + 2)
  expect(await linksInMails(before)).toEqual([])
})

test('whoever looks for a domain that is optional finds it here', () => {
  expect(Object.keys(PAGES).toSorted()).toEqual(program.app.optional.map(({ name }) => name).toSorted())
})
