import { type RawBuilder, sql } from 'kysely'
import type { PersonalData } from '#platform/app'
import type { Tx } from '#platform/db/handle'
import { newId } from '#platform/db/id'
import { Conflict } from '#platform/errors'
import { mergedFields, type Side } from '../merging.ts'
import { areaOf, type Counted, supporterOf } from '../rules.ts'
import { db, type PersonId } from '../tables.ts'
import { refreshAgreed } from './agreed.ts'
import { writeKeys } from './keys.ts'
import { countPerson } from './tally.ts'

type Row = Record<string, unknown>

/** What stood before: both records, and by table the rows of each. */
export type MergeSnapshot = {
  keep: Row
  drop: Row
  recruits: PersonId[]
  tables: { table: string; column: string; keep: Row[]; drop: Row[] }[]
}

type Merging = { keep: PersonId; drop: PersonId; choices: Record<string, Side>; tables: PersonalData[] }

/**
 * Makes one person of two: fields by their strategy (`merging.ts`), tables by what their slices declare. Throws Conflict when one of the
 * two is gone: somebody was faster.
 */
export async function mergePeople(
  tx: Tx,
  { keep, drop, choices, tables }: Merging,
  now: Date,
): Promise<{ snapshot: MergeSnapshot; name: string }> {
  const [first, second] = await lockBoth(tx, keep, drop)
  const snapshot: MergeSnapshot = { keep: first, drop: second, recruits: await moveRecruits(tx, drop, keep), tables: [] }
  const moving = tables.filter(({ onMerge }) => onMerge && onMerge !== 'forgotten')
  for (const { table, column } of moving.filter(({ onMerge }) => onMerge !== 'handed'))
    snapshot.tables.push({
      table,
      column,
      keep: await rowsOf(tx, table, column, keep),
      drop: await rowsOf(tx, table, column, drop),
    })
  await keepWithdrawals(tx, keep, drop, now)
  const fields = mergedFields(first, second, choices)
  await countBoth(tx, first, second, fields)
  for (const { table, column, onMerge, better } of moving)
    if (onMerge !== 'dropped') await move(tx, { table, column, better, keep, drop })
  await sql`delete from person where id = ${drop}`.execute(db(tx))
  await db(tx).insertInto('person_alias').values({ old_id: drop, person_id: keep }).execute()
  await setFields(tx, keep, { ...fields, area_rank: rankOf(first, second, fields), updated_at: now.toISOString() })
  await refreshAgreed(tx, [keep])
  const named = fields as { given_name: string; family_name: string | null }
  await writeKeys(tx, [{ id: keep, ...named }])
  return { snapshot, name: [named.given_name, named.family_name].filter(Boolean).join(' ') }
}

async function lockBoth(tx: Tx, keep: PersonId, drop: PersonId): Promise<[Row, Row]> {
  const { rows } = await sql<{
    id: PersonId
    row: Row
  }>`select id, to_jsonb(person) as row from person where id = any(${[keep, drop]}::uuid[]) order by id for update`.execute(
    db(tx),
  )
  const find = (id: PersonId) => rows.find((one) => one.id === id)?.row
  const [first, second] = [find(keep), find(drop)]
  if (!first || !second || keep === drop) throw new Conflict('duplicates.merge.gone')
  return [first, second]
}

/** Whoever came by the one came by the other. */
async function moveRecruits(tx: Tx, from: PersonId, to: PersonId, only?: PersonId[]): Promise<PersonId[]> {
  const moved = await db(tx)
    .updateTable('person')
    .set({ recruited_by: to })
    .where('recruited_by', '=', from)
    .where('id', '!=', to)
    .$if(only !== undefined, (q) => q.where('id', '=', sql<string>`any(${only!}::uuid[])`))
    .returning('id')
    .execute()
  return moved.map(({ id }) => id)
}

async function rowsOf(tx: Tx, table: string, column: string, person: PersonId): Promise<Row[]> {
  const { rows } = await sql<{
    row: Row
  }>`select to_jsonb(t) as row from ${sql.table(table)} t where ${sql.ref(`t.${column}`)} = ${person}`.execute(db(tx))
  return rows.map(({ row }) => row)
}

type Moving = { table: string; column: string; better?: string | undefined; keep: PersonId; drop: PersonId }

/** Rows change hands; where the kept record has the same already (a tag, a number), the other's goes, or its own where the other's is worth more. */
async function move(tx: Tx, { table, column, better, keep, drop }: Moving): Promise<void> {
  const worth = sql.raw(better ?? 'false')
  for (const { names, where } of await uniqueWith(tx, table, column)) {
    // With nothing besides: there is one row for each person, whatever it says.
    const same = sql.join([sql`true`, ...names.map((name) => sql`a.${sql.ref(name)} = b.${sql.ref(name)}`)], sql` and `)
    // Pairs that cannot both stay; of each one goes.
    await sql`delete from ${sql.table(table)} where ctid in (
      select case when b.row_worth and not a.row_worth then a.row_at else b.row_at end
      from (select *, ctid as row_at, ${worth} as row_worth from ${sql.table(table)} where ${sql.ref(column)} = ${keep} and ${where}) a
      join (select *, ctid as row_at, ${worth} as row_worth from ${sql.table(table)} where ${sql.ref(column)} = ${drop} and ${where}) b on ${same})`.execute(
      db(tx),
    )
  }
  await sql`update ${sql.table(table)} set ${sql.ref(column)} = ${keep} where ${sql.ref(column)} = ${drop}`.execute(db(tx))
}

type Unique = { names: string[]; where: RawBuilder<unknown> }

/** What must be unique together with that column: for each such index its other columns, and for which rows it is. */
async function uniqueWith(tx: Tx, table: string, column: string): Promise<Unique[]> {
  const { rows } = await sql<{ names: string[]; where: string | null }>`select array_agg(a.attname::text) as names,
      pg_get_expr(i.indpred, i.indrelid) as where
    from pg_index i join pg_attribute a on a.attrelid = i.indrelid and a.attnum = any(i.indkey)
    where i.indrelid = ${table}::regclass and i.indisunique group by i.indexrelid, i.indpred, i.indrelid`.execute(db(tx))
  return rows
    .filter(({ names }) => names.includes(column))
    .map(({ names, where }) => ({ names: names.filter((name) => name !== column), where: where ? sql.raw(where) : sql`true` }))
}

/** Who said no in either record has said no: written anew, so that it is the last word of both. */
async function keepWithdrawals(tx: Tx, keep: PersonId, drop: PersonId, now: Date): Promise<void> {
  await sql`insert into consent (id, person_id, purpose, channel, action, wording_id, wording_text, locale, method, source, collected_at, evidence)
    select gen_random_uuid(), ${keep}, purpose, channel, 'withdrawn', wording_id, wording_text, locale, method, 'merge', ${now}::timestamptz, ${newId()}
    from (select distinct on (person_id, purpose, channel) * from consent where person_id in (${keep}, ${drop}) order by person_id, purpose, channel, collected_at desc, id desc) as last
    where action = 'withdrawn' and exists (
      select from consent other where other.person_id in (${keep}, ${drop}) and other.person_id <> last.person_id and other.purpose = last.purpose and other.channel = last.channel)`.execute(
    db(tx),
  )
}

/** Addresses that the merged record still has: what was taken out of it in the meantime does not come back. */
async function pointsLeft(tx: Tx, keep: PersonId): Promise<Set<string>> {
  const rows = await db(tx).selectFrom('contact_point').select(['kind', 'value']).where('person_id', '=', keep).execute()
  return new Set(rows.map(({ kind, value }) => `${kind} ${value}`))
}

/** Who said no while the two were one has said no in both. */
async function keepLaterWords(
  tx: Tx,
  { keep, drop, mergedAt }: Pick<TakenApart, 'keep' | 'drop' | 'mergedAt'>,
  now: Date,
): Promise<void> {
  await sql`insert into consent (id, person_id, purpose, channel, action, wording_id, wording_text, locale, method, source, collected_at, evidence)
    select gen_random_uuid(), ${drop}, purpose, channel, 'withdrawn', wording_id, wording_text, locale, method, source, ${now}::timestamptz, evidence
    from (select distinct on (purpose, channel) * from consent where person_id = ${keep} order by purpose, channel, collected_at desc, id desc) as last
    where action = 'withdrawn' and collected_at > ${mergedAt}::timestamptz`.execute(db(tx))
}

/** A restriction or a pause that was asked for while the two were one holds for both. */
async function protect(tx: Tx, current: Row, { keep, drop }: MergeSnapshot, people: PersonId[]): Promise<void> {
  const asked = (name: 'restricted_at' | 'paused_until') =>
    current[name] !== null && current[name] !== keep[name] && current[name] !== drop[name]
  for (const name of ['restricted_at', 'paused_until'] as const)
    if (asked(name))
      await db(tx)
        .updateTable('person')
        .set({ [name]: current[name] })
        .where('id', 'in', people)
        .execute()
}

const countedOf = (row: Row) => supporterOf(row as unknown as Omit<Counted, 'confirmed_on'> & { confirmed_on: string | null })

async function countBoth(tx: Tx, keep: Row, drop: Row, fields: Row): Promise<void> {
  await countPerson(tx, countedOf(drop), null)
  await countPerson(tx, countedOf(keep), countedOf({ ...keep, ...fields }))
}

/** Her number in her area: that of the record that has been there longest. */
function rankOf(keep: Row, drop: Row, fields: Row): unknown {
  if (fields.confirmed_on === null) return null
  const here = areaOf(fields as unknown as Counted)
  const ranks = [keep, drop]
    .filter((row) => areaOf(row as unknown as Counted) === here && row.area_rank !== null)
    .map((row) => Number(row.area_rank))
  return ranks.length > 0 ? Math.min(...ranks) : (keep.area_rank ?? drop.area_rank)
}

async function setFields(tx: Tx, person: PersonId, fields: Row): Promise<void> {
  const names = Object.keys(fields)
  const columns = sql.join(names.map((name) => sql.ref(name)))
  const values = sql.join(names.map((name) => sql`p.${sql.ref(name)}`))
  await sql`update person set (${columns}) = (select ${values} from jsonb_populate_record(null::person, ${JSON.stringify(fields)}::jsonb) p) where id = ${person}`.execute(
    db(tx),
  )
}

type TakenApart = { keep: PersonId; drop: PersonId; snapshot: MergeSnapshot; mergedAt: Date }

/** Puts back every row as it stood before a merge. What was changed in the kept record since then stays. */
export async function takeApart(tx: Tx, { keep, drop, snapshot, mergedAt }: TakenApart, now: Date): Promise<void> {
  const { rows } = await sql<{
    row: Row
    untouched: boolean
  }>`select to_jsonb(person) as row, updated_at <= ${mergedAt}::timestamptz as untouched from person where id = ${keep} for update`.execute(
    db(tx),
  )
  const current = rows[0]
  if (!current) throw new Conflict('duplicates.merge.gone')
  await db(tx).deleteFrom('person_alias').where('old_id', '=', drop).execute()
  await insertRows(tx, 'person', [await withoutDangling(tx, snapshot.drop)])
  await moveRecruits(tx, keep, drop, snapshot.recruits)
  const points = await pointsLeft(tx, keep)
  for (const one of snapshot.tables)
    await giveBack(
      tx,
      one.table === 'contact_point'
        ? { ...one, drop: one.drop.filter((row) => points.has(`${String(row.kind)} ${String(row.value)}`)) }
        : one,
      keep,
    )
  await keepLaterWords(tx, { keep, drop, mergedAt }, now)
  // A word that the merge itself wrote.
  await sql`delete from consent where person_id = ${keep} and source = 'merge' and collected_at = ${mergedAt}::timestamptz`.execute(
    db(tx),
  )
  const after = current.untouched ? snapshot.keep : current.row
  if (current.untouched) await setFields(tx, keep, withoutMade(snapshot.keep))
  await countPerson(tx, countedOf(current.row), countedOf(after))
  await countPerson(tx, null, countedOf(snapshot.drop))
  await protect(tx, current.row, snapshot, [keep, drop])
  await refreshAgreed(tx, [keep, drop])
  await writeKeys(tx, [after, snapshot.drop] as { id: PersonId; given_name: string; family_name: string | null }[])
  await db(tx).updateTable('person').set({ updated_at: now }).where('id', 'in', [keep, drop]).execute()
}

/** Whoever had recruited her may be gone since. */
async function withoutDangling(tx: Tx, row: Row): Promise<Row> {
  const recruiter = row.recruited_by as PersonId | null
  if (!recruiter) return row
  const there = await db(tx).selectFrom('person').select('id').where('id', '=', recruiter).executeTakeFirst()
  return there ? row : { ...row, recruited_by: null }
}

const withoutMade = ({ id: _id, agreed_mask: _mask, ...row }: Row): Row => row

/** Gives a table's rows back to the record that came out of the merge. */
async function giveBack(tx: Tx, { table, column, keep, drop }: MergeSnapshot['tables'][number], kept: PersonId): Promise<void> {
  const key = await keyOf(tx, table)
  const others = key.filter((name) => name !== column)
  const says = (row: Row) => others.map((name) => String(row[name])).join(' ')
  // A row that the kept record had too was never moved: hers stays hers.
  const hers = new Set(key.includes(column) ? keep.map(says) : [])
  for (const row of drop.filter((one) => !hers.has(says(one)))) {
    const where = sql.join(
      others.map((name) => sql`${sql.ref(name)}::text = ${String(row[name])}`),
      sql` and `,
    )
    await sql`delete from ${sql.table(table)} where ${where} and ${sql.ref(column)} = ${kept}`.execute(db(tx))
  }
  if (drop.length > 0) await insertRows(tx, table, drop)
}

async function keyOf(tx: Tx, table: string): Promise<string[]> {
  const { rows } = await sql<{
    name: string
  }>`select a.attname as name from pg_index i join pg_attribute a on a.attrelid = i.indrelid and a.attnum = any(i.indkey)
    where i.indrelid = ${table}::regclass and i.indisprimary`.execute(db(tx))
  return rows.map(({ name }) => name)
}

async function insertRows(tx: Tx, table: string, rows: Row[]): Promise<void> {
  const { rows: columns } = await sql<{
    name: string
  }>`select attname as name from pg_attribute where attrelid = ${table}::regclass and attnum > 0 and not attisdropped and attgenerated = ''`.execute(
    db(tx),
  )
  const names = sql.join(columns.map(({ name }) => sql.ref(name)))
  await sql`insert into ${sql.table(table)} (${names}) select ${names} from jsonb_populate_recordset(${sql.raw('null')}::${sql.table(table)}, ${JSON.stringify(rows)}::jsonb) on conflict do nothing`.execute(
    db(tx),
  )
}
