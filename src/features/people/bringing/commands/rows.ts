import type { Tx } from '#platform/db/handle'
import { addFreshPoints, addPoints } from '../../addresses/index.ts'
import {
  addForeignIds,
  addFreshForeignIds,
  addNotes,
  addPeople,
  addWords,
  changePeople,
  type PersonFields,
  type PersonId,
  tagPeople,
  touchPeople,
} from '../../core/index.ts'
import { fieldsOf } from '../../fields/index.ts'
import { agreedBy } from '../../ledger/index.ts'
import { type Incoming, OWN } from '../rules.ts'
import type { Bringing, Matched, Round } from './bring.ts'
import { UNSAID } from './wishes.ts'

/** Writes who is new, and into whom was there what their rows change. Gives who was touched, new or not. */
export async function writeRows(tx: Tx, { matched, said }: Round, bringing: Bringing): Promise<PersonId[]> {
  const { now } = bringing
  const fresh = matched.filter(({ standing }) => !standing)
  const agreed = agreedBy(said)
  await addPeople(
    tx,
    fresh.map(({ id, row }) => ({ id, ...rowOf(row), agreed: agreed.get(id) ?? [] })),
    bringing,
  )
  await changePeople(tx, matched.flatMap(changed), now)
  const points = pointsOf(bringing)
  const sure = bringing.anew ? fresh : []
  await addFreshForeignIds(tx, sure.flatMap(foreignIdOf))
  await addFreshPoints(tx, sure.flatMap(points), now)
  const unsure = bringing.anew ? matched.filter(({ standing }) => standing) : matched
  const touched = [
    ...(await addForeignIds(tx, unsure.flatMap(foreignIdOf))),
    ...(await addPoints(tx, unsure.flatMap(points), now)),
    ...said.map(({ person_id }) => person_id),
  ]
  await addNotes(tx, fresh.flatMap(noteOf), now)
  return touched
}

/** Writes what people share: words of names, tags. Whoever brings the same new one meanwhile waits for the end of this transaction. */
export async function writeShared(
  tx: Tx,
  { matched, touched }: { matched: Matched[]; touched: PersonId[] },
  { now }: Bringing,
): Promise<void> {
  await addWords(
    tx,
    matched.flatMap(({ id, standing, row }) => (standing ? [] : [{ id, ...rowOf(row) }])),
  )
  const tagged = await tagPeople(tx, matched.flatMap(tagsOf), now)
  const isNew = new Set(matched.flatMap(({ id, standing }) => (standing ? [] : [id])))
  const others = [...touched, ...tagged].filter((id) => !isNew.has(id))
  if (others.length > 0) await touchPeople(tx, others, now)
}

function rowOf(row: Incoming): PersonFields {
  const { given_name, family_name, country, postal_code, place_id, town, department_id, custom } = row
  const where = { country, postal_code, place_id, town, department_id }
  return { given_name, family_name, locale: row.locale ?? UNSAID, ...fieldsOf(row), ...where, custom }
}

/** All fields of somebody who was there, as they shall stand. */
function changed({ id, standing, changes }: Matched): ({ id: PersonId } & PersonFields)[] {
  return standing && Object.keys(changes).length > 0 ? [{ ...standing, ...changes, id }] : []
}

const foreignIdOf = ({ id, row: { foreign } }: Matched) =>
  foreign && foreign.system !== OWN ? [{ ...foreign, person_id: id }] : []

const noteOf = ({ id, row: { note } }: Matched) => (note ? [{ person_id: id, text: note }] : [])

const tagsOf = ({ id, row: { tags } }: Matched) => tags.map((name) => ({ person_id: id, name }))

const pointsOf =
  ({ hashOf }: Bringing) =>
  ({ id, row: { emails, phones, ...name }, claimed }: Matched) => [
    ...emails.map((point) => ({ person_id: id, kind: 'email' as const, claimed, hash: hashOf(point.value), name, ...point })),
    ...phones.map((point) => ({
      person_id: id,
      kind: 'phone' as const,
      claimed: false,
      hash: hashOf(point.value),
      name,
      ...point,
    })),
  ]
