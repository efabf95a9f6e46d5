import { sql } from 'kysely'
import type { Tx } from '#platform/db/handle'
import { giveBack, insertRows, type Written } from '#platform/db/handover'
import { Conflict } from '#platform/errors'
import { markPoints } from '../../addresses/index.ts'
import type { PersonWritten } from '../merging.ts'
import { supporterOf } from '../rules.ts'
import { db, type PersonId } from '../tables.ts'
import { takeListApart, takeWordsApart } from '../../ledger/index.ts'
import { refreshAgreed } from './agreed.ts'
import { writeKeys } from './keys.ts'
import { type MergeSnapshot, moveRecruits, setColumns } from './merge.ts'
import { countPerson } from './tally.ts'

export type TakingApart = { keep: PersonId; drop: PersonId; snapshot: MergeSnapshot; mergedAt: Date }

/** Puts back every row as it stood before a merge. What was changed in the kept record since then stays. */
export async function takeApart(tx: Tx, taking: TakingApart, now: Date): Promise<void> {
  const { keep, drop, snapshot } = taking
  const { row, untouched } = await lockMerged(tx, taking)
  await db(tx).deleteFrom('person_alias').where('old_id', '=', drop).execute()
  await insertRows(tx, 'person', [await withoutDangling(tx, snapshot.drop)])
  await moveRecruits(tx, { from: keep, to: drop, only: snapshot.recruits })
  await giveAllBack(tx, taking)
  await takeWordsApart(tx, taking, now)
  await takeListApart(tx, taking)
  const after = untouched ? snapshot.keep : row
  if (untouched) await setColumns(tx, snapshot.keep, Object.keys(snapshot.keep).filter(isPutBack))
  await countPerson(tx, supporterOf(row), supporterOf(after))
  await countPerson(tx, null, supporterOf(snapshot.drop))
  await protect(tx, row, taking)
  await refreshAgreed(tx, [keep, drop])
  await writeKeys(tx, [after, snapshot.drop])
  await db(tx).updateTable('person').set({ updated_at: now }).where('id', 'in', [keep, drop]).execute()
}

/** All but the id, and what the database makes itself. */
const isPutBack = (name: string) => name !== 'id' && name !== 'agreed_mask'

/** `untouched`: nobody changed the record since the merge. */
async function lockMerged(tx: Tx, { keep, mergedAt }: TakingApart): Promise<{ row: PersonWritten; untouched: boolean }> {
  const { rows } = await sql<{ row: PersonWritten; untouched: boolean }>`
    select to_jsonb(person) as row, updated_at <= ${mergedAt}::timestamptz as untouched
    from person where id = ${keep} for update`.execute(db(tx))
  if (!rows[0]) throw new Conflict('duplicates.merge.gone')
  return rows[0]
}

/** Whoever had recruited her may be gone since. */
async function withoutDangling(tx: Tx, row: PersonWritten): Promise<PersonWritten> {
  if (!row.recruited_by) return row
  const there = await db(tx).selectFrom('person').select('id').where('id', '=', row.recruited_by).executeTakeFirst()
  return there ? row : { ...row, recruited_by: null }
}

/** Of the addresses those that the merged record still has: what was taken out of it in the meantime does not come back. */
async function giveAllBack(tx: Tx, { keep, snapshot }: TakingApart): Promise<void> {
  const points = await db(tx)
    .selectFrom('contact_point')
    .select(['kind', 'value', 'quality'])
    .where('person_id', '=', keep)
    .execute()
  const left = new Set(points.map(({ kind, value }) => `${kind} ${value}`))
  for (const held of snapshot.tables) {
    const isPoint = held.table === 'contact_point'
    const still = (rows: Written[]) => rows.filter(({ kind, value }) => left.has(`${String(kind)} ${String(value)}`))
    await giveBack(tx, { ...held, drop: isPoint ? still(held.drop) : held.drop }, keep)
    // An address that both held stood once in the merged record, as the better of the two had it.
    if (isPoint) await insertRows(tx, 'contact_point', still(held.keep))
    if (isPoint) await markPoints(tx, points)
  }
}

/** A restriction or a pause that was asked for while the two were one holds for both. */
async function protect(tx: Tx, row: PersonWritten, { keep, drop, snapshot }: TakingApart): Promise<void> {
  for (const name of ['restricted_at', 'paused_until'] as const) {
    if (row[name] === null || row[name] === snapshot.keep[name] || row[name] === snapshot.drop[name]) continue
    await db(tx)
      .updateTable('person')
      .set({ [name]: row[name] })
      .where('id', 'in', [keep, drop])
      .execute()
  }
}
