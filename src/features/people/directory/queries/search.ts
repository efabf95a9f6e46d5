import { type Expression, sql, type SqlBool } from 'kysely'
import type { Handle } from '#platform/db/handle'
import type { Scope } from '#platform/auth/actor'
import { distance, slipsOf } from '#platform/text/names'
import { type PersonId, visibleTo } from '../../core/index.ts'
import { after, type Asked } from '../rules.ts'
import { db } from '../tables.ts'

/** Where a page of results begins: after that key, and that person within it. */
export type Cursor = { key: string; id: PersonId }
export type Found = { id: PersonId; key: string }

type Search = { scope: Scope; limit: number; cursor?: Cursor | undefined }

/** Persons that answer to what was asked, in order, one page; each a range of an index, however large the file. */
export function search(handle: Handle, asked: Asked, search: Search): Promise<Found[]> {
  switch (asked.kind) {
    case 'everybody':
      return byName(handle, search)
    case 'email':
    case 'phone':
      return byContactPoint(handle, search, asked)
    case 'tag':
      return byCondition(
        handle,
        search,
        sql`exists (select from person_tag join tag on tag.id = tag_id where person_id = person.id and tag.key = ${asked.key})`,
      )
    case 'postal-code':
      return byCondition(handle, search, sql`person.postal_code = ${asked.code}`)
    case 'name':
      return byKeys(handle, search, { texts: [asked.words.join(' ')] })
  }
}

/** The file from A to Z. */
function byName(handle: Handle, search: Search): Promise<Found[]> {
  return byCondition(handle, search, sql`true`)
}

/** Persons of a condition, by name. */
export function byCondition(handle: Handle, { scope, limit, cursor }: Search, condition: Expression<SqlBool>): Promise<Found[]> {
  return db(handle)
    .selectFrom('person')
    .select(['id', 'sort_name as key'])
    .where(condition)
    .where(visibleTo(scope))
    .$if(cursor !== undefined, (q) => q.where(sql<boolean>`(sort_name, id) > (${cursor!.key}, ${cursor!.id}::uuid)`))
    .orderBy('sort_name')
    .orderBy('id')
    .limit(limit)
    .execute()
}

function byContactPoint(
  handle: Handle,
  { scope, limit, cursor }: Search,
  { kind, begins }: { kind: 'email' | 'phone'; begins: string },
): Promise<Found[]> {
  const value = sql<string>`value collate "C"`
  return db(handle)
    .selectFrom('contact_point')
    .innerJoin('person', 'person.id', 'contact_point.person_id')
    .select(['person.id', value.as('key')])
    .where('kind', '=', kind)
    .where(value, '>=', begins)
    .where(value, '<', after(begins))
    .where(visibleTo(scope))
    .$if(cursor !== undefined, (q) => q.where(sql<boolean>`(${value}, person.id) > (${cursor!.key}, ${cursor!.id}::uuid)`))
    .orderBy('key')
    .orderBy('person.id')
    .limit(limit)
    .execute()
}

/**
 * Persons one of whose rotations begins with one of the texts. Whoever has several such rotations counts at the first, so
 * that nobody comes twice, not even on another page.
 */
export function byKeys(
  handle: Handle,
  { scope, limit, cursor }: Search,
  { texts, condition = sql`true` }: { texts: string[]; condition?: Expression<SqlBool> },
): Promise<Found[]> {
  const begins = (column: string) =>
    sql<boolean>`(${sql.join(
      texts.map((text) => sql`(${sql.ref(column)} >= ${text} and ${sql.ref(column)} < ${after(text)})`),
      sql` or `,
    )})`
  return db(handle)
    .selectFrom('person_key as k')
    .innerJoin('person', 'person.id', 'k.person_id')
    .select(['person.id', 'k.key'])
    .where(begins('k.key'))
    .where(visibleTo(scope))
    .where(condition)
    .where(
      sql<boolean>`not exists (select from person_key as earlier where earlier.person_id = k.person_id and earlier.key < k.key and ${begins('earlier.key')})`,
    )
    .$if(cursor !== undefined, (q) => q.where(sql<boolean>`(k.key, k.person_id) > (${cursor!.key}, ${cursor!.id}::uuid)`))
    .orderBy('k.key')
    .orderBy('k.person_id')
    .limit(limit)
    .execute()
}

const MEANT = 4

/** What was probably meant by words that no name begins with: known words one slip away, nearest first. */
export async function meantBy(handle: Handle, words: string[]): Promise<string[][]> {
  const forms = words.map((word) => ({ word, slips: slipsOf(word) }))
  const slips = forms.flatMap((form) => form.slips)
  const found = await db(handle)
    .selectFrom('name_slip')
    .select(['slip', 'word'])
    .where('slip', '=', sql<string>`any(${slips}::text[])`)
    .limit(500)
    .execute()
  return forms.map((form) => {
    const near = new Set(found.filter(({ slip }) => form.slips.includes(slip)).map(({ word }) => word))
    return [...near]
      .map((word) => ({ word, far: distance(word, form.word) }))
      .filter(({ far }) => far <= 1)
      .toSorted((a, b) => a.far - b.far || (a.word < b.word ? -1 : 1))
      .slice(0, MEANT)
      .map(({ word }) => word)
  })
}

export type PersonLine = Awaited<ReturnType<typeof personLines>>[number]

/** What a list shows of each person, in the order asked. One query, however many. */
export async function personLines(handle: Handle, ids: PersonId[]) {
  const rows = await db(handle)
    .selectFrom('person')
    .leftJoin('place', 'place.id', 'person.place_id')
    .select(['person.id', 'given_name', 'family_name', 'postal_code', 'agreed', 'confirmed_on', 'person.country'])
    .select((q) => [
      q.fn.coalesce('place.name', 'person.town').as('town'),
      sql<
        { kind: 'email' | 'phone'; value: string; quality: string }[]
      >`coalesce((select jsonb_agg(jsonb_build_object('kind', kind, 'value', value, 'quality', quality) order by kind, created_at)
        from contact_point where person_id = person.id), '[]')`.as('points'),
      sql<
        string[]
      >`array(select tag.name from person_tag join tag on tag.id = tag_id where person_id = person.id order by tag.key)`.as(
        'tags',
      ),
    ])
    .where('person.id', '=', sql<string>`any(${ids}::uuid[])`)
    .execute()
  const byId = new Map(rows.map((row) => [row.id, row]))
  return ids.flatMap((id) => byId.get(id) ?? [])
}
