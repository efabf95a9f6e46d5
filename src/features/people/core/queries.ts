import type { Handle } from '#platform/db/handle'
import type { AreaId } from '#territories'
import { db, type PersonId, type SignatureId } from './tables.ts'

export function findSignature(handle: Handle, id: SignatureId) {
  return db(handle).selectFrom('signature').selectAll().where('id', '=', id).executeTakeFirst()
}

const supporters = (handle: Handle) =>
  db(handle)
    .selectFrom('person')
    .innerJoin('contact_point as email', (join) =>
      join.onRef('email.person_id', '=', 'person.id').on('email.kind', '=', 'email').on('email.claimed', '=', false),
    )
    .leftJoin('area', 'area.id', 'person.department_id')
    .leftJoin('place', 'place.id', 'person.place_id')
    .select([
      'person.id',
      'given_name',
      'locale',
      'person.country',
      'area_rank',
      'place.lng',
      'place.lat',
      'place.time_zone',
      'area.name as department',
      'email.value as email',
    ])

/** A person as mails and her own pages need her. */
export function findSupporter(handle: Handle, id: PersonId) {
  return supporters(handle).where('person.id', '=', id).executeTakeFirst()
}

export type Figures = { supporters: number; places: number; since: string | null; byArea: Map<AreaId, number> }

/** The movement in numbers, from the tally: a few hundred rows at most, however many supporters. */
export async function figures(handle: Handle): Promise<Figures> {
  const rows = await db(handle)
    .selectFrom('supporter_tally')
    .select((q) => [
      'scope',
      'key',
      'n',
      q
        .selectFrom('supporter_tally as of_day')
        .select((days) => days.fn.min('of_day.key').as('day'))
        .where('of_day.scope', '=', 'day')
        .where('of_day.n', '>', 0)
        .as('since'),
    ])
    .where('scope', 'in', ['area', 'total'])
    .where('n', '>', 0)
    .execute()
  const total = (name: string) => rows.find(({ scope, key }) => scope === 'total' && key === name)?.n ?? 0
  const byArea = new Map(rows.filter(({ scope }) => scope === 'area').map(({ key, n }) => [key, n]))
  return { supporters: total('supporters'), places: total('places'), since: rows[0]?.since ?? null, byArea }
}

/** Supporters by day of confirmation, oldest first; days without any are left out. */
export function supportersByDay(handle: Handle): Promise<{ day: string; n: number }[]> {
  return db(handle)
    .selectFrom('supporter_tally')
    .select(['key as day', 'n'])
    .where('scope', '=', 'day')
    .where('n', '>', 0)
    .orderBy('key')
    .execute()
}

/** Who bears an id now: herself, or the record that hers was merged into. */
export async function currentId(handle: Handle, id: PersonId): Promise<PersonId> {
  const alias = await db(handle).selectFrom('person_alias').select('person_id').where('old_id', '=', id).executeTakeFirst()
  return alias?.person_id ?? id
}
