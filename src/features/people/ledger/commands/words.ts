import { type RawBuilder, sql } from 'kysely'
import type { Tx } from '#platform/db/handle'
import { newId } from '#platform/db/id'
import type { Columns } from '#platform/db/recordset'
import { copyRows } from '#platform/db/rows'
import { agreedNames, type Channel, type Purpose } from '../purposes.ts'
import { db, type ConsentRow } from '../tables.ts'

type PersonId = ConsentRow['person_id']

/** What somebody said of one purpose, with what she had before her. `about`: the thing, where the purpose is of each. */
export type Said = Pick<ConsentRow, 'person_id' | 'action' | 'locale' | 'asked_at' | 'wording_id' | 'wording_text'> & {
  purpose: Pick<Purpose, 'key' | 'channels' | 'each'>
  about?: string
}

/** How it came here, and what proves it. */
export type Telling = Pick<ConsentRow, 'method' | 'source' | 'evidence'> &
  Partial<Pick<ConsentRow, 'ip_truncated' | 'browser'>> & { now: Date }

type Row = Pick<
  ConsentRow,
  'id' | 'person_id' | 'purpose' | 'channel' | 'about' | 'action' | 'locale' | 'asked_at' | 'wording_id' | 'wording_text'
>

type Told = Pick<ConsentRow, 'method' | 'source' | 'evidence' | 'ip_truncated' | 'browser' | 'collected_at'>

const COLUMNS: Columns<Row & Told> = {
  id: 'uuid',
  person_id: 'uuid',
  purpose: 'text',
  channel: 'text',
  about: 'uuid',
  action: 'text',
  locale: 'text',
  asked_at: 'timestamptz',
  wording_id: 'text',
  wording_text: 'text',
  method: 'text',
  source: 'text',
  collected_at: 'timestamptz',
  evidence: 'text',
  ip_truncated: 'text',
  browser: 'text',
}

/** Writes what people said into the ledger: a row for each channel. `person.agreed` is the caller's: see `refreshAgreed`. */
export async function recordWords(tx: Tx, said: Said[], telling: Telling): Promise<void> {
  await recordRows(
    tx,
    said.flatMap(({ purpose: { key, channels }, ...one }) => channels.map((channel) => ({ ...one, purpose: key, channel }))),
    telling,
  )
}

type OfChannel = Omit<Said, 'purpose'> & { purpose: string; channel: Channel }

/** The same where channels are told apart. */
export async function recordRows(tx: Tx, said: OfChannel[], telling: Telling): Promise<void> {
  const rows = said.map(({ about = null, ...one }): Row => ({ id: newId(), about, ...one }))
  const { method, source, evidence, ip_truncated = null, browser = null, now } = telling
  const same: Told = { method, source, evidence, ip_truncated, browser, collected_at: now }
  await copyRows(tx, 'consent', { rows, columns: COLUMNS, same })
}

/** Writes rows that a query makes: person_id, purpose, channel, wording_id, wording_text, locale, method, source, asked_at, collected_at; each a yes. */
export async function recordSelected(tx: Tx, rows: RawBuilder<unknown>): Promise<void> {
  await sql`insert into consent (id, action, person_id, purpose, channel, wording_id, wording_text, locale, method, source, asked_at, collected_at)
    select gen_random_uuid(), 'given', r.* from (${rows}) as r`.execute(db(tx))
}

/** What people agree to who said this and nothing before, as `person.agreed` has it. */
export function agreedBy(said: Pick<Said, 'person_id' | 'purpose' | 'action'>[]): Map<PersonId, string[]> {
  const agreed = new Map<PersonId, string[]>()
  for (const { person_id, purpose, action } of said) {
    if (action === 'withdrawn') continue
    const names = agreedNames(purpose)
    const before = agreed.get(person_id)
    if (before) before.push(...names)
    else agreed.set(person_id, names)
  }
  for (const names of agreed.values()) if (names.length > 1) names.sort()
  return agreed
}
