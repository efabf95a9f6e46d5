import fc from 'fast-check'
import { beforeEach, expect, test } from 'vitest'
import { useProgram } from '../../../../tests/support/program.ts'
import { newId } from '#platform/db/id'
import { erasePerson, hashOf, keepWords, NEWS, type PersonId, wording } from '#people'
import { erasing } from '../../people/addresses/index.ts'
import { CALLS } from '../../people/core/purposes.ts'
import { pausePerson, setRestriction, withdrawConsents } from '../../people/core/index.ts'
import { merge, undoMerge } from '../../people/duplicates/commands.ts'
import { askGate } from './asking.ts'
import type { Contact } from './contact.ts'
import { type Meaning, stop } from './stopping.ts'

const program = await useProgram()
const { app, rows } = program
const { transact } = app.database

/** What reaches somebody, as the ledger names it. */
const WAYS = ['news:email', 'calls:sms', 'calls:voice'] as const
type Way = (typeof WAYS)[number]
const PURPOSES = { news: NEWS, calls: CALLS }
const purposeOf = (way: Way) => way.split(':')[0] as 'news' | 'calls'
const channelOf = (way: Way) => way.split(':')[1] as Contact['channel']
const kindOf = (way: Way) => (channelOf(way) === 'email' ? 'email' : 'phone')
const ofPurpose = (purpose: string) => WAYS.filter((way) => purposeOf(way) === purpose)

/** Zoé and Ana share a number, Bea and Mo share another and a mailbox. */
const PEOPLE = [
  { email: 'zoe@example.org', phone: '+33612345670' },
  { email: 'ana@example.org', phone: '+33612345670' },
  { email: 'home@example.org', phone: '+33612345671' },
  { email: 'home@example.org', phone: '+33612345671' },
]
const ADDRESSES = ['zoe@example.org', 'ana@example.org', 'home@example.org', '+33612345670', '+33612345671']

type Word = 'given' | 'withdrawn'
/** Somebody as the model knows her: her last words, what holds her back, her addresses. */
type Her = { words: Partial<Record<Way, Word>>; restricted: boolean; pausedUntil: string | null; at: string[] }
type Merged = { keep: number; drop: number; before: [Her, Her]; id: string; since: Partial<Record<Way, Word>> }
/** `lines`: what an address itself said no to, by `ADDRESS PURPOSE`. `undefined`: erased, or one with another. */
type Model = { people: (Her | undefined)[]; lines: Set<string>; merged: Merged[] }
type Real = { ids: PersonId[]; now: Date }

const kindAt = (address: string) => (address.startsWith('+') ? 'phone' : 'email')

/** Whether she may be reached that way: the whole of what a no does. */
const mayIn = ({ people, lines }: Model, [n, way]: [number, Way], day: string) => {
  const her = people[n]
  if (!her || her.restricted || (her.pausedUntil !== null && her.pausedUntil >= day)) return false
  return her.words[way] === 'given' && her.at.some((one) => kindAt(one) === kindOf(way) && !lines.has(`${one} ${purposeOf(way)}`))
}

const say = (model: Model, n: number, { ways, word }: { ways: Way[]; word: Word }) => {
  for (const way of ways) {
    model.people[n]!.words[way] = word
    for (const one of model.merged) if (one.keep === n) one.since[way] = word
  }
}

const endedBy = (meaning: Meaning, channel: string) =>
  WAYS.filter((way) =>
    meaning === 'all' ? true : meaning === 'channel' ? channelOf(way) === channel : purposeOf(way) === meaning.purpose,
  )

const actor = { account: newId() as never, roles: [] }
const hand = ({ ids, now }: Real, n: number) => ({ person: ids[n]!, actor, now })
const words = (purpose: 'news' | 'calls') => wording(app, PURPOSES[purpose], { locale: 'fr' })

type Command = fc.AsyncCommand<Model, Real>
const command = (name: string, check: (model: Model) => boolean, run: (model: Model, real: Real) => Promise<void>): Command => ({
  check,
  run: async (model, real) => {
    real.now = new Date(real.now.getTime() + 60_000)
    await run(model, real)
    await checkAll(model, real)
  },
  toString: () => name,
})

/** Everybody is asked about by everything after each act: nothing leaves after a no, and nothing is held back without one. */
async function checkAll(model: Model, { ids, now }: Real): Promise<void> {
  for (const way of WAYS) {
    const contact = { purpose: PURPOSES[purposeOf(way)], channel: channelOf(way), kind: 'propaganda', now } as const
    const answers = await askGate(app, { people: ids }, { ...contact, carries: ['speaker', 'reason', 'leave'] })
    const found = ids.map((id) => answers.get(id)!.answer !== 'no')
    const day = new Date(now.getTime() - 12 * 3_600_000).toISOString().slice(0, 10)
    expect(found, `${way} after it`).toEqual(ids.map((_, n) => mayIn(model, [n, way], day)))
  }
}

const person = fc.nat(PEOPLE.length - 1)
const purpose = fc.constantFrom('news' as const, 'calls' as const)
const channel = fc.constantFrom('email' as const, 'sms' as const, 'voice' as const)
const meaning: fc.Arbitrary<Meaning> = fc.oneof(
  fc.constantFrom('all' as const, 'channel' as const),
  purpose.map((one) => ({ purpose: one })),
)
const isThere = (n: number) => (model: Model) => model.people[n] !== undefined

const consents = fc.tuple(person, purpose).map(([n, key]) =>
  command(`${n} agrees to ${key}`, isThere(n), async (model, real) => {
    const read = words(key)
    const said = {
      person_id: real.ids[n]!,
      purpose: PURPOSES[key],
      action: 'given' as const,
      locale: 'fr' as const,
      asked_at: real.now,
    }
    await transact((tx) =>
      keepWords(tx, [{ ...said, wording_id: read.id, wording_text: read.text }], {
        method: 'web',
        source: 'account',
        evidence: null,
        now: real.now,
      }),
    )
    say(model, n, { ways: ofPurpose(key), word: 'given' })
    // A mailbox that she proved is hers to speak for; a number is not.
    for (const one of model.people[n]!.at) if (kindAt(one) === 'email' && key === 'news') model.lines.delete(`${one} ${key}`)
  }),
)

const withdraws = fc.tuple(person, purpose).map(([n, key]) =>
  command(`${n} withdraws ${key}`, isThere(n), async (model, real) => {
    const one = { person: real.ids[n]!, purposes: [PURPOSES[key]], now: real.now, wording: words(key), locale: 'fr' as const }
    await transact((tx) => withdrawConsents(tx, { ...one, hashOf: hashOf(app) }))
    say(model, n, { ways: ofPurpose(key).filter((way) => model.people[n]!.words[way] !== undefined), word: 'withdrawn' })
  }),
)

const told = { locale: 'fr', method: 'phone', source: 'test' } as const

const stops = fc.tuple(person, channel, meaning).map(([n, by, meant]) =>
  command(`${n} stops ${JSON.stringify(meant)} by ${by}`, isThere(n), async (model, real) => {
    await transact((tx) => stop(tx, app, { ...told, of: { person: real.ids[n]! }, channel: by, meaning: meant, now: real.now }))
    say(model, n, { ways: endedBy(meant, by), word: 'withdrawn' })
  }),
)

const stopsAt = fc.tuple(fc.constantFrom(...ADDRESSES), fc.boolean(), meaning).map(([address, isText, meant]) => {
  const by = kindAt(address) === 'email' ? 'email' : isText ? 'sms' : 'voice'
  return command(
    `${address} stops ${JSON.stringify(meant)} by ${by}`,
    () => true,
    async (model, real) => {
      await transact((tx) =>
        stop(tx, app, { ...told, of: { address: hashOf(app)(address) }, channel: by, meaning: meant, now: real.now }),
      )
      const ended = endedBy(meant, by)
      for (const [n, her] of model.people.entries())
        if (her?.at.includes(address)) say(model, n, { ways: ended, word: 'withdrawn' })
      for (const way of ended) if (kindOf(way) === kindAt(address)) model.lines.add(`${address} ${purposeOf(way)}`)
    },
  )
})

const erases = person.map((n) =>
  command(`${n} is erased`, isThere(n), async (model, real) => {
    await transact((tx) => erasePerson(tx, { person: real.ids[n]!, now: real.now, ...erasing(app) }))
    model.people[n] = undefined
    model.merged = model.merged.filter(({ keep }) => keep !== n)
  }),
)

const restricts = fc.tuple(person, fc.boolean()).map(([n, on]) =>
  command(`${n} is ${on ? 'restricted' : 'released'}`, isThere(n), async (model, real) => {
    await transact((tx) => setRestriction(tx, hand(real, n), on))
    model.people[n]!.restricted = on
  }),
)

const pauses = fc.tuple(person, fc.constantFrom(null, '2027-02-02', '2027-02-01')).map(([n, until]) =>
  command(`${n} pauses until ${until}`, isThere(n), async (model, real) => {
    await transact((tx) => pausePerson(tx, hand(real, n), until))
    model.people[n]!.pausedUntil = until
  }),
)

const merges = fc
  .tuple(person, person)
  .filter(([a, b]) => a !== b)
  .map(([keep, drop]) =>
    command(
      `${drop} becomes ${keep}`,
      (model) => isThere(keep)(model) && isThere(drop)(model) && model.merged.length === 0,
      async (model, real) => {
        const both = { keep: real.ids[keep]!, drop: real.ids[drop]!, choices: {}, tables: app.personalData }
        const id = await transact((tx) => merge(tx, { actor, now: real.now }, both as never))
        const [a, b] = [model.people[keep]!, model.people[drop]!]
        model.merged.push({ keep, drop, before: [structuredClone(a), structuredClone(b)], id, since: {} })
        const no = (way: Way) => [a.words[way], b.words[way]].includes('withdrawn')
        for (const way of WAYS) {
          const word = no(way) ? 'withdrawn' : (a.words[way] ?? b.words[way])
          if (word) a.words[way] = word
        }
        a.restricted ||= b.restricted
        a.pausedUntil =
          [a.pausedUntil, b.pausedUntil]
            .filter((one) => one !== null)
            .toSorted()
            .at(-1) ?? null
        a.at = [...new Set([...a.at, ...b.at])]
        model.people[drop] = undefined
      },
    ),
  )

const restores = fc.constant(
  command(
    'the merge is taken back',
    (model) => model.merged.length > 0,
    async (model, real) => {
      const { keep, drop, before, id, since } = model.merged.pop()!
      const { restricted, pausedUntil } = model.people[keep]!
      await transact((tx) => undoMerge(tx, { actor, now: real.now }, id as never))
      const [a, b] = before
      // A no of the meantime is of both; a yes, of the record that is kept.
      a.words = { ...a.words, ...since }
      for (const way of WAYS) if (since[way] === 'withdrawn') b.words[way] = 'withdrawn'
      model.people[keep] = { ...a, restricted, pausedUntil }
      model.people[drop] = b
    },
  ),
)

/** Everybody agreed to everything, at mailboxes that each proved. */
async function begin(): Promise<{ model: Model; real: Real }> {
  await rows('truncate person, consent, contact_point, suppression, person_merge cascade')
  const now = new Date('2027-02-02T14:00:00Z')
  const real: Real = { ids: PEOPLE.map(() => newId() as string as PersonId), now }
  for (const [n, { email, phone }] of PEOPLE.entries()) {
    await rows(
      `insert into person (id, given_name, locale, country, place_id, department_id, created_at, updated_at)
       values ($1, $2, 'fr', 'FR', 'FR-69123', 'FR-69', '2026-01-01', '2026-01-01')`,
      [real.ids[n], `P${n}`],
    )
    for (const value of [email, phone])
      await rows(
        `insert into contact_point (id, person_id, kind, value, claimed, hash, bearer, created_at, verified_at)
         values (gen_random_uuid(), $1::uuid, $2, $3, false, $4, $1::uuid::text, '2026-01-01', $5)`,
        [real.ids[n], kindAt(value), value, hashOf(app)(value), kindAt(value) === 'email' ? '2026-01-01' : null],
      )
  }
  const said = real.ids.flatMap((person_id) =>
    [NEWS, CALLS].map((one) => ({
      person_id,
      purpose: one,
      action: 'given' as const,
      locale: 'fr' as const,
      asked_at: now,
      wording_id: 'x',
      wording_text: 'x',
    })),
  )
  await transact((tx) => keepWords(tx, said, { method: 'web', source: 'test', evidence: null, now }))
  const given = Object.fromEntries(WAYS.map((way) => [way, 'given' as const]))
  const her = ({ email, phone }: (typeof PEOPLE)[number]): Her => ({
    words: { ...given },
    restricted: false,
    pausedUntil: null,
    at: [email, phone],
  })
  return { model: { people: PEOPLE.map(her), lines: new Set(), merged: [] }, real }
}

beforeEach(() => rows('truncate election cascade'))

test('a stop that is said while two records are one binds both when they are taken apart', async () => {
  const { real } = await begin()
  const [keep, drop] = real.ids as [PersonId, PersonId]
  const ended = {
    person: drop,
    purposes: [CALLS],
    now: real.now,
    wording: words('calls'),
    locale: 'fr' as const,
    hashOf: hashOf(app),
  }
  await transact((tx) => withdrawConsents(tx, ended))
  const later = (minutes: number) => new Date(real.now.getTime() + minutes * 60_000)
  const both = { keep, drop, choices: {}, tables: app.personalData }
  const id = await transact((tx) => merge(tx, { actor, now: later(1) }, both as never))
  await transact((tx) => stop(tx, app, { ...told, of: { person: keep }, channel: 'sms', meaning: 'channel', now: later(2) }))
  await transact((tx) => undoMerge(tx, { actor, now: later(3) }, id as never))
  const contact = {
    purpose: CALLS,
    channel: 'sms',
    kind: 'propaganda',
    carries: ['speaker', 'reason', 'leave'],
    now: later(4),
  } as const
  const answers = await askGate(app, { people: [keep, drop] }, contact)
  expect([...answers.values()].map(({ answer }) => answer)).toEqual(['no', 'no'])
})

test('in any order of yes, no, stops, merges, restrictions, pauses and erasures, nobody is reached after a no that binds her, and everybody else is', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.commands([consents, consents, withdraws, stops, stopsAt, erases, restricts, pauses, merges, restores], {
        maxCommands: 14,
      }),
      async (commands) => {
        const state = await begin()
        await fc.asyncModelRun(() => state, commands)
      },
    ),
    { numRuns: Number(process.env.MODEL_RUNS ?? 15) },
  )
})
