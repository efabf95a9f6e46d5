import { sql } from 'kysely'
import type { Tx } from '#platform/db/handle'
import { newId } from '#platform/db/id'
import type { Columns } from '#platform/db/recordset'
import { copyRows } from '#platform/db/rows'
import { CHANNELS } from '../rules.ts'
import { type Channel, type ConsentRow, db, type PersonId } from '../tables.ts'

/** What somebody said of one purpose, as a file or another person tells it, with what she had before her. */
export type Said = Pick<ConsentRow, 'person_id' | 'purpose' | 'action' | 'locale' | 'asked_at' | 'wording_id' | 'wording_text'>

/** How it came here, and what proves it. */
export type Telling = Pick<ConsentRow, 'method' | 'source' | 'evidence'> &
  Partial<Pick<ConsentRow, 'ip_truncated' | 'browser'>> & { now: Date }

type Row = Said & { id: string; channel: Channel }

type Told = Pick<ConsentRow, 'method' | 'source' | 'evidence' | 'ip_truncated' | 'browser' | 'collected_at'>

const COLUMNS: Columns<Row & Told> = {
  id: 'uuid',
  person_id: 'uuid',
  purpose: 'text',
  channel: 'text',
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

/** Writes what people said into the ledger: a row for each channel. `person.agreed` is the caller's: see `agreed.ts`. */
export async function recordWords(tx: Tx, said: Said[], telling: Telling): Promise<void> {
  await recordRows(
    tx,
    said.flatMap((one) => CHANNELS[one.purpose].map((channel) => ({ channel, ...one }))),
    telling,
  )
}

/** The same where channels are told apart. */
export async function recordRows(tx: Tx, said: (Said & { channel: Channel })[], telling: Telling): Promise<void> {
  const rows = said.map((one): Row => ({ id: newId(), ...one }))
  const { method, source, evidence, ip_truncated = null, browser = null, now } = telling
  const same: Told = { method, source, evidence, ip_truncated, browser, collected_at: now }
  await copyRows(tx, 'consent', { rows, columns: COLUMNS, same })
}

/** What people agree to who said this and nothing before, as `person.agreed` has it. */
export function agreedBy(said: Pick<Said, 'person_id' | 'purpose' | 'action'>[]): Map<PersonId, string[]> {
  const agreed = new Map<PersonId, string[]>()
  for (const { person_id, purpose, action } of said) {
    if (action === 'withdrawn') continue
    const channels = CHANNELS[purpose].map((channel) => `${purpose}:${channel}`)
    const before = agreed.get(person_id)
    if (before) before.push(...channels)
    else agreed.set(person_id, channels)
  }
  for (const channels of agreed.values()) if (channels.length > 1) channels.sort()
  return agreed
}

type LeftAlone = { address_hash: Buffer; purpose: 'news' | 'calls' }

/** Puts addresses on the list of those to be left alone; one that stands there already stays as it is. */
export async function leaveAlone(tx: Tx, addresses: LeftAlone[], now: Date): Promise<void> {
  if (addresses.length === 0) return
  await sql`insert into suppression (address_hash, purpose, reason, since)
    select distinct hash, purpose, 'withdrawn', ${now}::timestamptz
    from unnest(${addresses.map(({ address_hash }) => address_hash)}::bytea[], ${addresses.map(({ purpose }) => purpose)}::text[]) as s (hash, purpose)
    on conflict do nothing`.execute(db(tx))
}
