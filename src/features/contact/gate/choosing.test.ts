import fc from 'fast-check'
import { beforeEach, expect, test } from 'vitest'
import { type Told, withContacts } from '../../../../tests/support/contacts.ts'
import { useProgram } from '../../../../tests/support/program.ts'
import { newId } from '#platform/db/id'
import { hashOf, NEWS, type PersonId } from '#people'
import { silenceAt } from '#staff'
import { decide, type Known } from '../law/index.ts'
import { CALLS } from '../../people/core/purposes.ts'
import { askGate } from './asking.ts'
import { mayNot, mustWait } from './choosing.ts'
import type { Contact } from './contact.ts'
import { db } from './tables.ts'

const program = await useProgram()
const { app, rows } = program
const { read } = app.database
beforeEach(() => rows('truncate election cascade'))

const CARRIES = ['speaker', 'reason', 'leave'] as const
const HOUR = 3_600_000
/** Friday noon in Paris, before a first round. */
const FRIDAY = Date.parse('2027-04-09T10:00:00Z')

const PLACES = [
  { country: 'FR', place_id: 'FR-75056', department_id: 'FR-75', zones: ['Europe/Paris'] },
  { country: 'FR', place_id: 'FR-69123', department_id: 'FR-69', zones: ['Europe/Paris'] },
  { country: 'FR', place_id: 'FR-69266', department_id: 'FR-69', zones: ['Europe/Paris'] },
  { country: 'FR', place_id: 'FR-97302', department_id: 'FR-973', zones: ['America/Cayenne'] },
  { country: 'FR', place_id: 'FR-98818', department_id: 'FR-988', zones: ['Pacific/Noumea'] },
] as const

const when = fc.integer({ min: -40, max: 100 }).map((hours) => new Date(FRIDAY + hours * HOUR))
const contact = fc
  .tuple(
    when,
    fc.constantFrom('propaganda' as const, 'propaganda' as const, 'vote-help' as const, 'service' as const),
    fc.constantFrom('email' as const, 'sms' as const, 'voice' as const),
  )
  .map(([now, kind, channel]): Contact => ({ purpose: channel === 'email' ? NEWS : CALLS, channel, kind, carries: CARRIES, now }))
const person = fc.record({
  place: fc.nat(PLACES.length - 1),
  street: fc.constantFrom(null, '1 rue des Lilas', '1 RUE DES LILAS', '2 rue des Lilas'),
  email: fc.nat(3),
  phone: fc.nat(3),
  agreed: fc.constantFrom(true, true, true, false),
})
const told = fc.record({
  who: fc.nat(2),
  hours: fc.oneof({ weight: 4, arbitrary: fc.integer({ min: -120, max: 0 }) }, fc.integer({ min: -24 * 32, max: 60 })),
  channel: fc.constantFrom('email', 'email', 'sms', 'voice', 'door'),
  kind: fc.constantFrom('propaganda', 'propaganda', 'dues', 'service'),
  at: fc.constantFrom('hers', 'another', 'nowhere'),
})
const world = fc.record({
  people: fc.array(person, { minLength: 6, maxLength: 6 }),
  told: fc.array(told, { maxLength: 30, size: 'max' }),
  contacts: fc.array(contact, { minLength: 4, maxLength: 4 }),
})
type World = typeof world extends fc.Arbitrary<infer W> ? W : never

const addresses = ({ email, phone }: World['people'][number]) => ({
  email: `box${email}@example.org`,
  phone: `+3361234567${phone}`,
})

/** A vote on Sunday, on Saturday in Guyane, and another in the town of Lyon alone the week before. */
async function addVotes(): Promise<void> {
  const [national, lyon] = [newId(), newId()]
  await rows(
    `insert into election (id, name, country, kind, created_at) values ($1, 'Premier tour', 'FR', 'presidential', now()), ($2, 'Partielle', 'FR', 'municipal', now())`,
    [national, lyon],
  )
  await rows(
    `insert into election_day (id, election_id, area_id, place_id, vote_on, closes) values
     ($1, $4, null, null, '2027-04-11', '20:00'), ($2, $4, 'FR-973', null, '2027-04-10', '18:00'), ($3, $5, null, 'FR-69123', '2027-04-09', '18:00')`,
    [newId(), newId(), newId(), national, lyon],
  )
}

async function write({ people }: Pick<World, 'people'>): Promise<PersonId[]> {
  await rows('truncate person, consent, contact_point, suppression cascade')
  const ids = people.map(() => newId() as string as PersonId)
  const hash = (address: string) => `\\x${hashOf(app)(address).toString('hex')}`
  const made = people.map((one, n) => {
    const { email, phone } = addresses(one)
    return {
      id: ids[n],
      ...PLACES[one.place]!,
      ...one,
      email,
      phone,
      eh: hash(email),
      ph: hash(phone),
      said: one.agreed ? 'given' : 'withdrawn',
    }
  })
  await rows(
    `with p as materialized (select * from jsonb_to_recordset($1::jsonb) as p (id uuid, country text, place_id text, department_id text, street text,
        email text, phone text, eh bytea, ph bytea, said text)),
      persons as (insert into person (id, given_name, locale, country, place_id, department_id, street, agreed, created_at, updated_at)
        select id, 'Zoé', 'fr', country, place_id, department_id, street, '{calls:sms,calls:voice,news:email}', now(), now() from p),
      points as (insert into contact_point (id, person_id, kind, value, claimed, hash, bearer, created_at)
        select gen_random_uuid(), id, kind, value, false, hash, id::text, now() from p,
          lateral (values ('email', email, eh), ('phone', phone, ph)) as v (kind, value, hash))
      insert into consent (id, person_id, purpose, channel, action, wording_id, wording_text, locale, method, source, collected_at)
        select gen_random_uuid(), id, purpose, channel, said, 'x', 'x', 'fr', 'web', 'test', '2026-01-01' from p,
          (values ('news', 'email'), ('calls', 'sms'), ('calls', 'voice')) as v (purpose, channel)`,
    [JSON.stringify(made)],
  )
  return ids
}

const toldOf = (world: World, ids: PersonId[]): Told[] =>
  world.told.map(({ who, hours, channel, kind, at }) => {
    const { email, phone } = addresses(world.people[who]!)
    const address = channel === 'email' ? email : phone
    const hash = at === 'hers' ? hashOf(app)(address) : at === 'another' ? hashOf(app)('else@example.org') : null
    return { person_id: ids[who]!, at: new Date(FRIDAY + hours * HOUR), channel, kind, address_hash: hash }
  })

/** What is known of one of them, told by the world itself and not by the database. */
async function knownIn(
  world: World,
  { n, ids, made }: { n: number; ids: PersonId[]; made: Told[] },
  { now }: Contact,
): Promise<Known> {
  const her = world.people[n]!
  const { zones, ...where } = PLACES[her.place]!
  const hers = Object.values(addresses(her))
  const isNear = (other: World['people'][number]) =>
    Object.values(addresses(other)).some((address) => hers.includes(address)) ||
    (her.street !== null && other.place === her.place && other.street?.toLowerCase() === her.street.toLowerCase())
  const hashes = new Set(hers.map((address) => hashOf(app)(address).toString('hex')))
  const since = now.getTime() - 30 * 24 * HOUR
  // Of two votes the one that begins first is told; the other is looked for after it.
  const silences: Known['silences'][number][] = []
  for (
    let from = now, found;
    (found = await silenceAt(read, { ...where, time_zone: zones[0] } as never, {
      from,
      to: new Date(now.getTime() + 50 * 24 * HOUR),
    }));
  ) {
    silences.push(found)
    from = new Date(found.to.getTime() + 1)
  }
  return {
    why: her.agreed ? null : 'withdrawn',
    country: where.country,
    areas: [where.department_id, where.country],
    zones: [...zones],
    silences,
    made: made
      .filter(({ person_id, at }) => at.getTime() > since && isNear(world.people[ids.indexOf(person_id as PersonId)]!))
      .map(({ person_id, address_hash, ...one }) => ({
        ...(one as Pick<Known['made'][number], 'at' | 'channel' | 'kind'>),
        hers: person_id === ids[n],
        address: address_hash !== null && hashes.has(address_hash.toString('hex')),
      })),
  }
}

test('the answer in one query, the pure function and the SQL that chooses say the same of everybody', async () => {
  await addVotes()
  const seen = new Set<string>()
  await fc.assert(
    fc.asyncProperty(world, async (made) => {
      const ids = await write(made)
      const contacts = toldOf(made, ids)
      const there = withContacts(program, contacts)
      for (const one of made.contacts) {
        const answers = await askGate(there, { people: ids }, one)
        const chosen = await db(read)
          .selectFrom('person')
          .select(['id', mayNot(one).why.as('why'), (await mustWait(there, one)).as('waits'), mayNot(one).may.as('may')])
          .execute()
        const byId = new Map(chosen.map((row) => [row.id, row]))
        for (const [n, id] of ids.entries()) {
          const answer = answers.get(id)!
          const said = `${one.kind} by ${one.channel} at ${one.now.toISOString()}: ${JSON.stringify(made.people[n])}`
          expect(answer, said).toEqual(decide(await knownIn(made, { n, ids, made: contacts }, one), one))
          const reason = answer.answer === 'yes' ? null : answer.reason
          seen.add(`${reason}`)
          const { why, waits, may } = byId.get(id)!
          expect(why ?? waits, said).toBe(reason)
          expect(may, said).toBe(why === null)
        }
      }
    }),
    { numRuns: 6, endOnFailure: true },
  )
  // Which of them a world shows is chance; one that shows none proves nothing.
  expect(seen).toContain('null')
  expect(seen.size).toBeGreaterThan(2)
}, 120_000)

test('a thousand are asked in one statement, and a person twice is one', async () => {
  const ids = await write({ people: [{ place: 0, street: null, email: 0, phone: 0, agreed: true }] })
  const one: Contact = {
    purpose: NEWS,
    channel: 'email',
    kind: 'propaganda',
    carries: CARRIES,
    now: new Date(FRIDAY - 200 * HOUR),
  }
  const people = [...ids, ...ids, ...Array.from({ length: 999 }, () => newId() as string as PersonId)]
  const answers = await askGate(app, { people }, one)
  expect(answers.size).toBe(1000)
  expect([...answers.values()].filter(({ answer }) => answer === 'yes')).toHaveLength(1)
  expect(await askGate(app, { people: [] }, one)).toEqual(new Map())
})

test('where no town is known, every clock of her department counts, and every vote there', async () => {
  await addVotes()
  const ids = await write({
    people: Array.from({ length: 3 }, () => ({ place: 1, street: null, email: 0, phone: 0, agreed: true })),
  })
  await rows('update person set place_id = null')
  await rows('update person set department_id = null where id = $1', [ids[1]])
  await rows("update person set department_id = null, country = 'BR' where id = $1", [ids[2]])
  const ask = async (over: Partial<Contact> & { at: string }) => {
    const one: Contact = {
      purpose: NEWS,
      channel: 'email',
      kind: 'propaganda',
      carries: CARRIES,
      now: new Date(over.at),
      ...over,
    }
    const answers = await askGate(app, { people: ids }, one)
    const waits = await mustWait(app, one)
    const chosen = await db(read)
      .selectFrom('person')
      .select(['id', waits.as('waits')])
      .execute()
    return ids.map((id) => {
      const answer = answers.get(id)!
      expect(chosen.find((row) => row.id === id)!.waits).toBe(answer.answer === 'yes' ? null : answer.reason)
      return answer.answer === 'yes' ? 'yes' : answer.reason
    })
  }
  const call = { purpose: CALLS, channel: 'voice' } as const
  // Thursday noon: the town of Lyon votes on Friday, and she may live there. Brazil has no town here.
  expect(await ask({ at: '2027-04-08T10:00:00Z' })).toEqual(['silence', 'silence', 'yes'])
  expect(await ask({ at: '2027-04-06T08:30:00Z' })).toEqual(['yes', 'yes', 'yes'])
  expect(await ask({ at: '2027-04-06T08:30:00Z', ...call })).toEqual(['yes', 'place-unknown', 'place-unknown'])
})
