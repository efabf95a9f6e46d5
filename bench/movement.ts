import { createHmac, randomUUID } from 'node:crypto'
import { spawn } from 'node:child_process'
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { type PrivatePostgres, startPostgres } from '../tools/postgres.ts'
import { query } from './postgres.ts'
import { tell } from './report.ts'
import { type BenchServer, startServer } from './server.ts'

/** A movement of made-up people on a real PostgreSQL, brought in by an import, with somebody of its staff at work. */
export type Movement = {
  postgres: PrivatePostgres
  server: BenchServer
  cookie: string
  /** Of somebody else who may allow what the first asks. */
  second: string
  people: number
  /** How the import that filled it went. */
  import: Imported
}

type Imported = {
  seconds: number
  trialSeconds: number
  /** The lines of the file by COPY, into one table with a key. */
  copySeconds: number
  /** The rows that the import made by COPY, into empty tables with the same indexes and checks. */
  rowsCopySeconds: number
  peakMegabytes: number
  counts: Record<string, number>
}

export const SECRET = 'b1946ac92492d2347c6235b4d2611184b1946ac9'
const movements = new Map<number, Promise<Movement>>()

/** The movement of that size, made once for all benchmarks of a run. */
export function movementOf(people: number): Promise<Movement> {
  const movement = movements.get(people) ?? makeMovement(people)
  movements.set(people, movement)
  return movement
}

export async function endMovements(): Promise<void> {
  for (const movement of movements.values()) await endMovement(await movement)
}

export async function endMovement({ server, postgres }: Movement): Promise<void> {
  await server.kill()
  server.remove()
  await postgres.stop()
}

/** Makes a movement of that size; whoever asks for it ends it. */
export async function makeMovement(people: number): Promise<Movement> {
  const postgres = await startPostgres()
  // One account asks for as many people as a whole staff would.
  const env = { DATABASE_URL: postgres.url, SECRET, PERSONS_PER_DAY: '1000000000' }
  // The first start loads the territories; what it took then is not what an import takes.
  const first = await startServer('start', { ...env, APPUI_ROLE: 'all' })
  await first.kill()
  first.remove()
  const server = await startServer('start', { ...env, APPUI_ROLE: 'all' })
  const cookie = await staffCookie(postgres, 'staff@example.org')
  const second = await staffCookie(postgres, 'second@example.org')
  const file = csvOf(people, await townsOf(postgres))
  const done = await importFile({ postgres, server, cookie }, file)
  await query(postgres, 'vacuum analyze')
  const ceilings = { copySeconds: await bareCopy(postgres, file), rowsCopySeconds: await rowsCopy(postgres) }
  return { postgres, server, cookie, second, people, import: { ...done, ...ceilings } }
}

async function importFile({ postgres, server, cookie }: Pick<Movement, 'postgres' | 'server' | 'cookie'>, file: Buffer[]) {
  const base = `http://127.0.0.1:${server.port}`
  const uploaded = await upload(base, cookie, file)
  const peak = watchMemory(server)
  const tried = Date.now()
  await form({ base, cookie }, `${uploaded}/mapping`, { ...SAID, ...MAPPING })
  await state(postgres, 'tried')
  const trialSeconds = (Date.now() - tried) / 1000
  const started = Date.now()
  await form({ base, cookie }, `${uploaded}/start`, {})
  await state(postgres, 'done')
  const seconds = (Date.now() - started) / 1000
  const [row] = await query<{ counts: Record<string, number> }>(postgres, 'select counts from import')
  return { seconds, trialSeconds, peakMegabytes: peak(), counts: row!.counts }
}

/** The session of somebody who has a role everywhere, as after a second factor. */
export async function staffCookie(postgres: PrivatePostgres, email: string, role = 'administrator'): Promise<string> {
  const [account, token] = [randomUUID(), randomUUID()]
  await query(
    postgres,
    "insert into account (id, email, email_verified, name, created_at, updated_at) values ($1, $2, true, '', now(), now())",
    [account, email],
  )
  await query(
    postgres,
    "insert into account_session (id, token, account_id, expires_at, strong_at, created_at, updated_at) values (gen_random_uuid(), $1, $2, now() + interval '1 day', now(), now(), now())",
    [token, account],
  )
  await query(
    postgres,
    "insert into mandate (id, account_id, role_id, starts_at) values (gen_random_uuid(), $1, $2, now() - interval '9 days')",
    [account, role],
  )
  return `session=${encodeURIComponent(`${token}.${createHmac('sha256', SECRET).update(token).digest('base64')}`)}`
}

const HEADER = 'nationbuilder_id,first_name,last_name,email,mobile_number,primary_zip,primary_city,language,tag_list,email_opt_in'
const SAID = {
  origin: 'own-tool',
  basis: 'consent',
  proof: 'Made-up people of a benchmark',
  dates: 'iso',
  country: 'FR',
  wording: 'Je veux recevoir les nouvelles.',
  agreed_on: '2015-06-01',
  'says.news': 'column',
  'says.calls': 'column',
}
const MAPPING = Object.fromEntries(
  ['id:nationbuilder', 'given_name', 'family_name', 'email', 'phone', 'postal_code', 'town', 'locale', 'tags', 'yes:news'].map(
    (target, at) => [`map.${at}`, target],
  ),
)

type Town = { name: string; code: string; sum: number }

async function townsOf(postgres: PrivatePostgres): Promise<Town[]> {
  const rows = await query<{ name: string; code: string; population: number }>(
    postgres,
    "select name, min(postal_code) as code, population from place join place_postal_code on place_id = place.id where place.country = 'FR' group by place.id having population > 0 order by place.id",
  )
  let sum = 0
  return rows.map(({ name, code, population }) => ({ name, code, sum: (sum += population) }))
}

const SYLLABLES =
  'ba be bi bo ca co da de di do du fa fe ga go ha la le li lo lu ma me mi mo na ne ni no pa pe pi po ra re ri ro sa se si so ta te ti to va ve vi vo'.split(
    ' ',
  )
const ENDINGS = 'rd t n l ux ert ain on ier el ette eau'.split(' ')

/** A word that looks like a name; the same for the same number. */
function word(n: number): string {
  const text = SYLLABLES[n % 49]! + SYLLABLES[Math.floor(n / 49) % 49]! + ENDINGS[Math.floor(n / 2401) % 12]!
  return text[0]!.toUpperCase() + text.slice(1)
}

/** The nth made-up person's names: a few first names are common, so are some family names. */
export function names(n: number): { given: string; family: string } {
  const skewed = (most: number, salt: number) => Math.floor((((n * salt) % 100_003) / 100_003) ** 2 * most)
  return { given: word(skewed(900, 7919)), family: word(skewed(28_000, 104_729) + 1) }
}

/** The file in pieces: millions of lines do not fit one string. */
function csvOf(people: number, towns: Town[]): Buffer[] {
  const pieces: Buffer[] = []
  let lines: string[] = [HEADER]
  const all = towns.at(-1)!.sum
  for (let n = 0; n < people; n++) {
    const { given, family } = names(n)
    const town = townAt(towns, (n * 48_271) % all)
    const phone = n % 5 < 2 ? `06${String(10_000_000 + n).slice(-8)}` : ''
    const tags = n % 10 < 3 ? `"tag ${n % 47}, tag ${n % 13}"` : ''
    lines.push(
      `${n},${given},${family},${family.toLowerCase()}.${n}@example.org,${phone},${town.code},${town.name.replaceAll(',', ' ')},${n % 20 === 0 ? 'es' : 'fr'},${tags},${n % 10 < 6}`,
    )
    if (lines.length < 100_000 && n < people - 1) continue
    pieces.push(Buffer.from(`${lines.join('\n')}\n`))
    lines = []
  }
  return pieces
}

function townAt(towns: Town[], aim: number): Town {
  let [low, high] = [0, towns.length - 1]
  while (low < high) {
    const middle = (low + high) >> 1
    if (towns[middle]!.sum <= aim) low = middle + 1
    else high = middle
  }
  return towns[low]!
}

async function upload(base: string, cookie: string, file: Buffer[]): Promise<string> {
  const body = new FormData()
  body.set('file', new Blob(file as Buffer<ArrayBuffer>[]), 'nationbuilder.csv')
  const answer = await fetch(`${base}/staff/imports`, { method: 'POST', body, headers: { cookie }, redirect: 'manual' })
  if (answer.status !== 303) throw new Error(`Upload: ${answer.status}`)
  return answer.headers.get('location')!
}

export async function form(
  { base, cookie }: { base: string; cookie: string },
  path: string,
  fields: Record<string, string>,
): Promise<void> {
  const answer = await fetch(base + path, {
    method: 'POST',
    body: new URLSearchParams(fields),
    headers: { cookie },
    redirect: 'manual',
  })
  if (answer.status !== 303) throw new Error(`${path}: ${answer.status} ${(await answer.text()).slice(0, 2000)}`)
}

async function state(postgres: PrivatePostgres, wanted: string): Promise<void> {
  for (;;) {
    const [row] = await query<{ state: string; rows_done: number; failure: string | null }>(
      postgres,
      'select state, rows_done, failure from import',
    )
    if (row!.state === wanted) return
    if (row!.state === 'failed') throw new Error(`The import failed: ${row!.failure}`)
    await new Promise((resolve) => setTimeout(resolve, 500))
  }
}

/** Megabytes of the program at their highest, from now on. */
function watchMemory({ process: child }: BenchServer): () => number {
  let peak = 0
  tell(`${residentOf(child)} MB before`)
  const timer = setInterval(() => {
    peak = Math.max(peak, residentOf(child))
  }, 200)
  return () => {
    clearInterval(timer)
    return Math.round(peak)
  }
}

const residentOf = ({ pid }: { pid?: number | undefined }) =>
  Math.round(Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024)

/** The file as it is by COPY into a bare table with a key. Seconds. */
async function bareCopy(postgres: PrivatePostgres, file: Buffer[]): Promise<number> {
  await query(
    postgres,
    'create table bare (id text primary key, a text, b text, c text, d text, e text, f text, g text, h text, i text)',
  )
  const started = Date.now()
  await new Promise<void>((resolve, reject) => {
    const copy = spawn(`${postgres.bin}/psql`, [postgres.url, '-c', '\\copy bare from pstdin csv header'], {
      stdio: ['pipe', 'ignore', 'inherit'],
    })
    copy.once('exit', (code) => (code === 0 ? resolve() : reject(new Error(`psql: ${code}`))))
    Readable.from(file).pipe(copy.stdin)
  })
  const seconds = (Date.now() - started) / 1000
  await query(postgres, 'drop table bare')
  return seconds
}

const FILLED = ['person', 'contact_point', 'consent', 'foreign_id', 'person_tag', 'person_key', 'import_row']

/** The rows that the import made, by COPY into empty tables like theirs: what no program could do faster row for row. Seconds. */
async function rowsCopy(postgres: PrivatePostgres): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'appui-copy-'))
  chmodSync(folder, 0o777)
  let seconds = 0
  for (const table of FILLED) {
    await query(postgres, `copy ${table} to '${folder}/${table}'`)
    await query(postgres, `create table bare (like ${table} including all)`)
    await query(postgres, 'checkpoint')
    const started = Date.now()
    await query(postgres, `copy bare from '${folder}/${table}'`)
    seconds += (Date.now() - started) / 1000
    await query(postgres, 'drop table bare')
  }
  rmSync(folder, { recursive: true })
  return seconds
}
