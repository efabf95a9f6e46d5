import fc from 'fast-check'
import { expect, test } from 'vitest'
import { sql } from 'kysely'
import { useProgram } from '../../../../tests/support/program.ts'
import { addDays, clockIn } from '#platform/i18n/moments'
import { newId } from '#platform/db/id'
import { hashOf } from '../addresses/index.ts'
import { ADVERTISING, CALLS, NEWS, refreshAgreed, SUPPORT } from '../core/index.ts'
import { type Channel, MAILBOX, type Purpose } from '../ledger/index.ts'
import { reached, whyNotReached } from './reaching.ts'
import { type Contact, type Known, LAST_ZONE, type Reason, whyNot } from './rules.ts'
import { mayReach, whyNotEach, whyNotNow } from './queries.ts'
import { db } from './tables.ts'

const program = await useProgram()
const { app, rows } = program
const { read, transact } = app.database

const NOW = new Date('2026-03-30T10:00:00Z')
const DAY = 86_400_000
const RENEWED: Purpose = { ...NEWS, key: 'letters', renewed: 13 }
const CHOSEN: Purpose = { ...NEWS, key: 'chosen', selects: true }
const EACH: Purpose = { ...NEWS, key: 'group-letters', each: true }
const CONTACTS: Contact[] = (
  [
    [NEWS, 'email'],
    [NEWS, 'sms'],
    [CALLS, 'sms'],
    [CALLS, 'voice'],
    [RENEWED, 'email'],
    [EACH, 'email'],
    [SUPPORT, 'file'],
    [CHOSEN, 'email'],
    [ADVERTISING, 'email'],
    [ADVERTISING, 'voice'],
  ] as [Purpose, Channel][]
)
  .map(([purpose, channel]): Contact => ({ purpose, channel, now: NOW }))
  // The same as before, where the recipients are selected.
  .concat([
    { purpose: NEWS, channel: 'email', now: NOW, selecting: true },
    { purpose: CALLS, channel: 'voice', now: NOW, selecting: true },
  ])

/** A moment at an edge of something: now, a pause, a renewal; or a little beside it. */
const moment = fc
  .tuple(fc.constantFrom(0, -13 * 30, -395, -396, -397, -800), fc.constantFrom(-1, 0, 1))
  .map(([days, ms]) => new Date(NOW.getTime() + days * DAY + ms))
const renewal = fc.constantFrom(
  new Date('2025-02-28T10:00:00Z'),
  new Date('2025-02-28T10:00:00.001Z'),
  new Date('2025-01-31T10:00:00Z'),
)

const person = fc.record({
  restricted: fc.boolean(),
  herself: fc.boolean(),
  paused: fc.option(fc.integer({ min: -2, max: 2 })),
  said: fc.array(
    fc.record({
      contact: fc.nat(CONTACTS.length - 1),
      action: fc.constantFrom('given' as const, 'given' as const, 'withdrawn' as const),
      at: fc.oneof(moment, renewal),
    }),
    { maxLength: 6 },
  ),
  points: fc.array(
    fc.record({
      kind: fc.constantFrom('email' as const, 'phone' as const),
      claimed: fc.boolean(),
      quality: fc.constantFrom('unknown', 'good', 'bad', 'bouncing'),
      hashed: fc.constantFrom(true, true, true, false),
      proved: fc.option(fc.constantFrom(-1, 0, 1)),
      listed: fc.option(
        fc.record({
          purpose: fc.constantFrom('news', 'calls', 'letters'),
          until: fc.option(fc.constantFrom(-1, 0, 1)),
          of: fc.constantFrom('hers', 'another', 'mailbox'),
          since: fc.constantFrom(-1, 0, 1),
        }),
      ),
    }),
    { maxLength: 3 },
  ),
})
type Made = typeof person extends fc.Arbitrary<infer T> ? T : never

/** What is known of her for a contact, as the rules take it. */
function knownOf({ restricted, herself, paused, said, points }: Made, { purpose, channel }: Contact): Known {
  const lastOn = (key: string) =>
    said
      .filter(({ contact }) => CONTACTS[contact]!.purpose.key === key && CONTACTS[contact]!.channel === channel)
      .toSorted((a, b) => a.at.getTime() - b.at.getTime())
      .at(-1)
  const last = lastOn(purpose.key)
  return {
    restricted,
    pausedUntil: paused === null ? null : addDays(clockIn(LAST_ZONE, NOW).day, paused),
    said: last && { action: last.action, at: last.at },
    selectable: herself && lastOn(ADVERTISING.key)?.action === 'given',
    points: points.map(({ kind, claimed, quality, hashed, proved, listed }) => ({
      kind,
      claimed,
      quality,
      leftAlone:
        !hashed ||
        (listed !== null &&
          listed.purpose === purpose.key &&
          (listed.until === null || listed.until > 0) &&
          // Who said it, all where the mailbox did, and who came after it without having proved the address since.
          (listed.of !== 'another' || (listed.since < 0 && (proved === null || proved < listed.since)))),
    })),
  }
}

/** Writes them all, each under an id of her own; words of one moment in the order in which they were said. */
async function write(people: Made[]): Promise<string[]> {
  await program.database.pool.query('truncate person, consent, contact_point, suppression cascade')
  const ids = people.map(() => newId())
  const aside = (ms: number) => new Date(NOW.getTime() + ms)
  for (const [n, { restricted, herself, paused, said, points }] of people.entries()) {
    const of = { hers: ids[n], another: newId(), mailbox: MAILBOX }
    await program.database.pool.query(
      `insert into person (id, given_name, locale, country, restricted_at, paused_until, confirmed_on, area_rank, created_at, updated_at) values ($1, 'Zoé', 'fr', 'FR', $2, $3, $4, $5, now(), now())`,
      [
        ids[n],
        restricted ? NOW : null,
        paused === null ? null : addDays(clockIn(LAST_ZONE, NOW).day, paused),
        herself ? '2026-01-01' : null,
        herself ? 1 : null,
      ],
    )
    for (const { contact, action, at } of said.toSorted((a, b) => a.at.getTime() - b.at.getTime()))
      await program.database.pool.query(
        `insert into consent (id, person_id, purpose, channel, about, action, wording_id, wording_text, locale, method, source, collected_at)
         values ($1, $2, $3, $4, $5, $6, 'x', 'x', 'fr', 'web', 'test', $7)`,
        [
          newId(),
          ids[n],
          CONTACTS[contact]!.purpose.key,
          CONTACTS[contact]!.channel,
          CONTACTS[contact]!.purpose.each ? newId() : null,
          action,
          at,
        ],
      )
    for (const [k, { kind, claimed, quality, hashed, proved, listed }] of points.entries()) {
      const value = `${n}.${k}@example.org`
      const hash = hashOf(app)(value)
      await program.database.pool.query(
        'insert into contact_point (id, person_id, kind, value, claimed, quality, hash, created_at, verified_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)',
        [newId(), ids[n], kind, value, claimed, quality, hashed ? hash : null, NOW, proved === null ? null : aside(proved)],
      )
      if (listed)
        await program.database.pool.query(
          `insert into suppression (address_hash, purpose, person_id, reason, since, until) values ($1, $2, $3, 'withdrawn', $4, $5)`,
          [hash, listed.purpose, of[listed.of], aside(listed.since), listed.until === null ? null : aside(listed.until)],
        )
    }
  }
  await transact((tx) => refreshAgreed(tx, ids))
  return ids
}

const yes = { contact: 0, action: 'given' as const, at: NOW }
const good = { kind: 'email' as const, claimed: false, quality: 'good' as const, hashed: true, proved: null, listed: null }
const may: Made = { restricted: false, herself: true, paused: null, said: [yes], points: [good] }
/** One for each answer that there is. */
const EACH_ANSWER: Made[] = [
  may,
  { ...may, restricted: true },
  { ...may, paused: 1 },
  { ...may, said: [] },
  { ...may, said: [{ ...yes, action: 'withdrawn' }] },
  { ...may, said: [{ ...yes, contact: 4, at: new Date('2020-01-01T00:00:00Z') }] },
  { ...may, said: [yes, { ...yes, contact: 7 }] },
  { ...may, points: [] },
  { ...may, points: [{ ...good, quality: 'bad' }] },
  { ...may, points: [{ ...good, listed: { purpose: 'news', until: null, of: 'hers', since: 0 } }] },
]

test('the function, its SQL and the SQL that selects give one answer about everybody', async () => {
  const reasons = new Set<Reason | null>()
  await fc.assert(
    fc.asyncProperty(fc.array(person, { minLength: 12, maxLength: 24 }), async (people) => {
      const ids = await write(people)
      for (const contact of CONTACTS) {
        const answers = await db(read)
          .selectFrom('person')
          .select(['id', sql<Reason | null>`${whyNotReached(contact)}`.as('why'), reached(contact).as('yes')])
          .execute()
        const byId = new Map(answers.map((one) => [one.id, one]))
        expect(await whyNotEach(read, ids[0]!, CONTACTS)).toEqual(CONTACTS.map((one) => whyNot(knownOf(people[0]!, one), one)))
        for (const [n, id] of ids.entries()) {
          const expected = whyNot(knownOf(people[n]!, contact), contact)
          reasons.add(expected)
          const told = `${contact.purpose.key} by ${contact.channel}: ${JSON.stringify(people[n])}`
          expect(byId.get(id)!.why, told).toBe(expected)
          expect(byId.get(id)!.yes, told).toBe(expected === null)
        }
      }
    }),
    { numRuns: 12, examples: [[EACH_ANSWER]] },
  )
  expect(reasons.size).toBe(11)
})

const news: Contact = { purpose: NEWS, channel: 'email', now: NOW }

test('nobody who is gone may be reached', async () => {
  expect(await mayReach(read, newId(), news)).toBe(false)
  expect(await whyNotNow(read, newId(), news)).toBe('gone')
  expect(await whyNotEach(read, newId(), [])).toEqual([])
})

test('an address that the list holds under its former spelling is not reached', async () => {
  const [id] = await write([
    { restricted: false, herself: true, paused: null, said: [{ contact: 3, action: 'given', at: NOW }], points: [] },
  ])
  const former = hashOf(app)('+33692112233')
  await program.database.pool.query(
    "insert into suppression (address_hash, purpose, reason, since) values ($1, 'calls', 'withdrawn', now())",
    [former],
  )
  await program.database.pool.query(
    "insert into contact_point (id, person_id, kind, value, created_at) values ($1, $2, 'phone', '+262692112233', now())",
    [newId(), id],
  )
  const call: Contact = { purpose: CALLS, channel: 'voice', now: NOW }
  // Before its hash is written, it waits.
  expect(await whyNotNow(read, id!, call)).toBe('left-alone')
  const { hashPoints } = await import('../addresses/index.ts')
  await hashPoints(app)
  expect(await rows('select 1 from contact_point where hash is null')).toEqual([])
  expect(await whyNotNow(read, id!, call)).toBe('left-alone')
  await program.database.pool.query('truncate suppression')
  expect(await whyNotNow(read, id!, call)).toBe(null)
})
