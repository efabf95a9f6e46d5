import type { Tx } from '#platform/db/handle'
import {
  addForeignIds,
  addNotes,
  addPeople,
  addPoints,
  agreedBy,
  changePeople,
  type PersonFields,
  type PersonId,
  type Said,
  tagPeople,
  touchPeople,
} from '../../core/index.ts'
import type { Incoming } from '../rules.ts'
import type { Bringing, Matched } from './bring.ts'
import { UNSAID } from './wishes.ts'

/** Writes who is new, and into whom was there what their rows change. */
export async function writeRows(tx: Tx, matched: Matched[], said: Said[], bringing: Bringing): Promise<void> {
  const { now } = bringing
  const fresh = matched.filter(({ standing }) => !standing)
  const agreed = agreedBy(said)
  await addPeople(
    tx,
    fresh.map(({ id, row }) => ({ id, ...fieldsOf(row), agreed: agreed.get(id) ?? [] })),
    bringing,
  )
  await changePeople(tx, matched.flatMap(changed), now)
  const touched = [
    ...(await addForeignIds(tx, matched.flatMap(foreignIdOf))),
    ...(await addPoints(tx, matched.flatMap(pointsOf), now)),
    ...(await tagPeople(tx, matched.flatMap(tagsOf), now)),
    ...said.map(({ person_id }) => person_id),
  ]
  await addNotes(tx, fresh.flatMap(noteOf), now)
  const isNew = new Set(fresh.map(({ id }) => id))
  const others = touched.filter((id) => !isNew.has(id))
  if (others.length > 0) await touchPeople(tx, others, now)
}

function fieldsOf(row: Incoming): PersonFields {
  const { given_name, family_name, born_on, street, country, postal_code, place_id, town, department_id, custom } = row
  const where = { street, country, postal_code, place_id, town, department_id }
  return { given_name, family_name, locale: row.locale ?? UNSAID, born_on, ...where, custom }
}

/** All fields of somebody who was there, as they shall stand. */
function changed({ id, standing, changes }: Matched): ({ id: PersonId } & PersonFields)[] {
  return standing && Object.keys(changes).length > 0 ? [{ ...standing, ...changes, id }] : []
}

const foreignIdOf = ({ id, row: { foreign } }: Matched) => (foreign ? [{ ...foreign, person_id: id }] : [])

const noteOf = ({ id, row: { note } }: Matched) => (note ? [{ person_id: id, text: note }] : [])

const tagsOf = ({ id, row: { tags } }: Matched) => tags.map((name) => ({ person_id: id, name }))

const pointsOf = ({ id, row: { emails, phones }, claimed }: Matched) => [
  ...emails.map((point) => ({ person_id: id, kind: 'email' as const, claimed, ...point })),
  ...phones.map((point) => ({ person_id: id, kind: 'phone' as const, claimed: false, ...point })),
]
