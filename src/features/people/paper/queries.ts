import { type RawBuilder, sql } from 'kysely'
import type { Scope } from '#platform/auth/actor'
import type { Handle } from '#platform/db/handle'
import { sortName } from '#platform/text/names'
import { coveringOf } from '#territories'
import { type PersonId, visibleTo } from '../core/index.ts'
import { readPoint } from '../bringing/index.ts'
import { db } from './tables.ts'

export type SheetRecord = NonNullable<Awaited<ReturnType<typeof findSheet>>>

/**
 * Which sheets may be opened in a territory: those of it; and blank ones, which say nothing of anybody, that were printed for all or for more than it.
 * One query.
 */
export async function openIn(handle: Handle, scope: Scope): Promise<RawBuilder<boolean>> {
  if (scope === 'everywhere') return sql`true`
  const around = await coveringOf(handle, scope)
  return sql`(sheet.lies && ${scope}::text[] or sheet.collector is null and (sheet.lies is null or sheet.lies <@ ${around}::text[]))`
}

export async function findSheet(handle: Handle, number: number, scope: Scope) {
  return db(handle)
    .selectFrom('sheet')
    .select(['number', 'locale', 'place', 'agreed', 'collector', sql<string | null>`collected_on::text`.as('collected_on')])
    .where('number', '=', number)
    .where(await openIn(handle, scope))
    .executeTakeFirst()
}

/** Sheets of these numbers, for the printer. */
export async function sheetsBetween(handle: Handle, { from, to }: { from: number; to: number }, scope: Scope) {
  return db(handle)
    .selectFrom('sheet')
    .select(['number', 'locale', 'place', 'agreed'])
    .where('number', '>=', from)
    .where('number', '<=', to)
    .where(await openIn(handle, scope))
    .orderBy('number')
    .limit(50)
    .execute()
}

/** The newest sheets of a territory, and those that one printed oneself, with how many of their lines were entered. */
export function recentSheets(handle: Handle, { account, scope, limit }: { account: string; scope: Scope; limit: number }) {
  return db(handle)
    .selectFrom('sheet')
    .select(['number', 'locale', 'place', 'printed_at', 'collector'])
    .select((q) =>
      q
        .selectFrom('sheet_line')
        .select((c) => c.fn.countAll<string>().as('n'))
        .whereRef('sheet_line.sheet', '=', 'sheet.number')
        .as('entered'),
    )
    .where(scope === 'everywhere' ? sql<boolean>`true` : sql<boolean>`(lies && ${scope}::text[] or printed_by = ${account})`)
    .orderBy('number', 'desc')
    .limit(limit)
    .execute()
}

/** What was entered of a sheet; names only of those whom the actor may see. */
export function linesOf(handle: Handle, sheet: number, scope: Scope) {
  return db(handle)
    .selectFrom('sheet_line')
    .leftJoin('person', (join) => join.onRef('person.id', '=', 'sheet_line.person_id').on(visibleTo(scope)))
    .select(['line', 'fate', 'reason', 'entered_by', 'person.id as seen', 'given_name', 'family_name'])
    .where('sheet', '=', sheet)
    .orderBy('line')
    .execute()
}

export type Typed = { given_name?: string; family_name?: string; email?: string; phone?: string; postal_code?: string }
export type Match = {
  id: PersonId
  given_name: string
  family_name: string | null
  town: string | null
  why: 'email' | 'phone' | 'name'
}

/** Most people shown beside a line. */
const MATCHES = 5

/**
 * Who may be meant by what was typed so far: the same address, number or whole name, the last only at the same postal code once
 * there is one; within the territory. One query.
 */
export async function matchesOf(handle: Handle, typed: Typed & { country: string }, scope: Scope): Promise<Match[]> {
  const { given_name = '', family_name = '', postal_code = null } = typed
  const email = typed.email ? readPoint(typed.email, typed.country)?.value : undefined
  const phone = typed.phone ? readPoint(typed.phone, typed.country)?.value : undefined
  const name = given_name.trim() && family_name.trim() ? sortName({ given_name, family_name }) : undefined
  if (!email && !phone && !name) return []
  const { rows } = await sql<Match>`with meant as (
      select person_id as id, kind as why, case kind when 'email' then 1 else 2 end as rank from contact_point
        where (kind = 'email' and value collate "C" = ${email ?? null}::text) or (kind = 'phone' and value collate "C" = ${phone ?? null}::text)
      union all select id, 'name', 3 from (select id from person where sort_name = ${name ?? null}::text order by id limit 50) as named)
    select distinct on (person.id) person.id, given_name, family_name, coalesce(place.name, person.town) as town, why, rank
    from meant join person on person.id = meant.id left join place on place.id = person.place_id
    where ${visibleTo(scope)} and (why <> 'name' or ${postal_code}::text is null or person.postal_code = ${postal_code}) order by person.id, rank limit 20`.execute(
    db(handle),
  )
  return rows
    .toSorted((a, b) => ORDER[a.why] - ORDER[b.why])
    .slice(0, MATCHES)
    .map(({ id, given_name, family_name, town, why }) => ({ id, given_name, family_name, town, why }))
}

const ORDER = { email: 1, phone: 2, name: 3 }

/** Lines of sheets that a person wrote, with whoever held the pen out. */
export function linesBy(handle: Handle, person: PersonId) {
  return db(handle)
    .selectFrom('sheet_line')
    .innerJoin('sheet', 'sheet.number', 'sheet_line.sheet')
    .select(['number', 'line', 'collector', 'entered_at', sql<string | null>`collected_on::text`.as('collected_on')])
    .where('person_id', '=', person)
    .orderBy('entered_at')
    .limit(50)
    .execute()
}

export type Written = NonNullable<Awaited<ReturnType<typeof writtenOf>>>

/** Somebody as her line was typed. */
export function writtenOf(handle: Handle, person: PersonId) {
  const point = (kind: 'email' | 'phone') =>
    sql<
      string | null
    >`(select value from contact_point where person_id = person.id and kind = ${kind} order by created_at limit 1)`
  return db(handle)
    .selectFrom('person')
    .leftJoin('place', 'place.id', 'place_id')
    .select(['given_name', 'family_name', 'postal_code', 'agreed'])
    .select((q) => [
      q.fn.coalesce('place.name', 'person.town').as('town'),
      point('email').as('email'),
      point('phone').as('phone'),
    ])
    .where('person.id', '=', person)
    .executeTakeFirst()
}
