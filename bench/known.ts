import { createHash, randomBytes, randomUUID } from 'node:crypto'
import type { PrivatePostgres } from '../tools/postgres.ts'
import { SECRET, staffCookie } from './movement.ts'
import { query, withPostgres } from './postgres.ts'
import { type Benchmark, nothing, round, tell } from './report.ts'
import { startServer } from './server.ts'

const KINDS = ['known', 'unknown'] as const
type Kind = (typeof KINDS)[number]

/** One who may learn nothing sends an address that is known, or one that is not. */
type Door = { atOnce: number; ask(email: string): Promise<Response> }

/**
 * Whether time tells who is in the file: pairs of a known and an unknown address at each door that takes one, in the order of a coin. The area under the
 * curve (Mann-Whitney: how often the known one takes longer) is a half where time tells nothing.
 */
export const knownOrNot: Benchmark = ({ quick }) =>
  withPostgres(async (postgres) => {
    const server = await startServer('start', { DATABASE_URL: postgres.url, SECRET, APPUI_ROLE: 'web' })
    const known = Array.from({ length: quick ? 120 : 600 }, (_, n) => `known.${n}@example.org`)
    await addKnown(postgres, known)
    const areas: Record<string, number> = {}
    let lost = 0
    for (const [name, door] of Object.entries(await doorsOf(postgres, server.port))) {
      const { times, refused } = await measure(door, known)
      areas[name] = area(times.known, times.unknown)
      lost += refused
      tell(`${name}: area ${round(areas[name])}, medians ${round(median(times.known))} and ${round(median(times.unknown))} ms`)
    }
    await server.kill()
    server.remove()
    const worst = Math.max(...Object.values(areas).map((one) => Math.max(one, 1 - one)))
    const each = Object.entries(areas).map(([name, one]) => `${name} ${round(one)}`)
    return {
      name: 'known-or-not',
      ...nothing,
      value: round(worst),
      unit: 'area under the curve',
      ceiling: 0.5,
      ratio: round(worst / 0.5),
      lost,
      note: `${known.length} pairs at each door, in the order of a coin: ${each.join(', ')}; the one farthest from a half stands above; ceiling: a coin`,
    }
  })

async function doorsOf(postgres: PrivatePostgres, port: number): Promise<Record<string, Door>> {
  const base = `http://127.0.0.1:${port}`
  const cookie = await staffCookie(postgres, 'volunteer@example.org', 'volunteer')
  // One key has 600 questions a minute.
  await staffCookie(postgres, 'giver@example.org')
  const keys = await Promise.all(Array.from({ length: 4 }, () => keyFor(postgres, ['people.enter'])))
  let asked = 0
  const authorised = () => ({ authorization: `Bearer ${keys[(asked += 1) % keys.length]}` })
  const form = (path: string, fields: Record<string, string>, headers: Record<string, string>) =>
    fetch(base + path, { method: 'POST', redirect: 'manual', headers, body: new URLSearchParams(fields) })
  const json = (path: string, body: object, headers: Record<string, string>) =>
    fetch(base + path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
    })
  const ana = { given_name: 'Ana', country: 'FR', locale: 'fr' }
  // Where answers wait for a beat, others are measured meanwhile; a key has three at once.
  return {
    'key that enters': {
      atOnce: 3,
      ask: (email) => json('/api/v1/people', { ...ana, email, proof: 'bench' }, authorised()),
    },
    'add a person': { atOnce: 12, ask: (email) => form('/staff/people/new', { ...ana, email, proof: 'bench' }, { cookie }) },
    'sign in': { atOnce: 12, ask: (email) => form('/sign-in', { email }, visiting()) },
    sign: {
      atOnce: 1,
      ask: (email) => json('/api/v1/signatures', { ...ana, email, postal_code: '69003', consents: {} }, visiting()),
    },
  }
}

/** Milliseconds of each answer, and how many were refused. */
async function measure({ ask, atOnce }: Door, known: string[]) {
  const times: Record<Kind, number[]> = { known: [], unknown: [] }
  let refused = 0
  const one = async (kind: Kind, n: number) => {
    const begun = performance.now()
    const answer = await ask(kind === 'known' ? known[n]! : `${randomUUID()}@example.org`)
    await answer.arrayBuffer()
    times[kind].push(performance.now() - begun)
    if (answer.status >= 400) refused += 1
  }
  const asker = async (first: number, step: number) => {
    for (let n = first; n < known.length; n += step)
      for (const kind of Math.random() < 0.5 ? KINDS : KINDS.toReversed()) await one(kind, n)
  }
  await asker(0, known.length / 4)
  for (const all of Object.values(times)) all.length = 0
  await Promise.all(Array.from({ length: atOnce }, (_, first) => asker(first, atOnce)))
  return { times, refused }
}

let visitors = 0
function visiting(): Record<string, string> {
  visitors += 1
  return { 'x-forwarded-for': `10.9.${visitors >> 8}.${visitors & 255}` }
}

/** A key with these permissions, everywhere. */
async function keyFor(postgres: PrivatePostgres, permissions: string[]): Promise<string> {
  const key = `appui_${randomBytes(32).toString('base64url')}`
  await query(
    postgres,
    "insert into api_key (id, name, token_hash, hint, permissions, given_by, given_at, ends_at) select gen_random_uuid(), 'bench', $1, $2, $3, id, now(), now() + interval '1 day' from account where email = 'giver@example.org'",
    [createHash('sha256').update(key).digest(), key.slice(-4), permissions],
  )
  return key
}

/** How often one of the first is more than one of the second; ties count half. */
function area(first: number[], second: number[]): number {
  const wins = first.map((a) => second.reduce((sum, b) => sum + (a > b ? 1 : a === b ? 0.5 : 0), 0))
  return wins.reduce((sum, one) => sum + one, 0) / (first.length * second.length)
}

const median = (values: number[]) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!

/** People of the file, each with a proved address and an account of her own. */
async function addKnown(postgres: PrivatePostgres, emails: string[]): Promise<void> {
  await query(
    postgres,
    `with made as (insert into person (id, given_name, locale, country, place_id, department_id, postal_code, confirmed_on, created_at, updated_at)
      select gen_random_uuid(), 'Ana', 'fr', 'FR', 'FR-69123', 'FR-69', '69003', current_date, now(), now() from generate_series(1, $2::integer) returning id),
    numbered as (select id, row_number() over () as n from made)
    insert into contact_point (id, person_id, kind, value, quality, claimed, verified_at, created_at)
      select gen_random_uuid(), numbered.id, 'email', email, 'good', false, now(), now()
      from unnest($1::text[]) with ordinality as e (email, n) join numbered using (n)`,
    [emails, emails.length],
  )
  await query(
    postgres,
    `insert into account (id, name, email, email_verified, created_at, updated_at)
     select gen_random_uuid(), '', email, true, now(), now() from unnest($1::text[]) email`,
    [emails],
  )
}
