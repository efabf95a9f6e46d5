import { type RawBuilder, sql } from 'kysely'
import type { Tx } from '#platform/db/handle'
import { type Columns, columnsOf, recordset } from '#platform/db/recordset'
import { db, type UnprovedConsent } from '../tables.ts'

const COLUMNS: Columns<UnprovedConsent> = {
  person_id: 'uuid',
  purpose: 'text',
  asked_at: 'timestamptz',
  wording_text: 'text',
  evidence: 'text',
  collected_at: 'timestamptz',
}

/** Keeps who said yes without what would prove it: no consent. What she said of the purpose herself, before or later, counts alone. */
export async function keepUnproved(tx: Tx, rows: UnprovedConsent[]): Promise<void> {
  if (rows.length === 0) return
  await sql`insert into unproved_consent (${columnsOf(COLUMNS)}) select distinct on (person_id, purpose) ${columnsOf(COLUMNS)}
    from ${recordset('r', rows, COLUMNS)} order by person_id, purpose on conflict do nothing`.execute(db(tx))
}

/** Lets go of what came by a file that is taken back. */
export async function forgetUnproved(tx: Tx, evidence: string): Promise<void> {
  await db(tx).deleteFrom('unproved_consent').where('evidence', '=', evidence).execute()
}

/** Of `person`: a file has her yes to this without a proof, and she has not been heard of it since. */
export const isUnproved = (purpose: string): RawBuilder<boolean> =>
  sql`(person.id in (select person_id from unproved_consent where unproved_consent.purpose = ${purpose})
    and not exists (select from consent where consent.person_id = person.id and consent.purpose = ${purpose}))`
