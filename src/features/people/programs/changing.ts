import type { Static } from 'typebox'
import type { App } from '#platform/app'
import type { Hand } from '#platform/auth/actor'
import { Denied, Invalid, NotFound, Stale } from '#platform/errors'
import { isAsSeen } from '#staff'
import { gazetteerOf } from '#territories'
import { fieldsOf } from '../fields/index.ts'
import { changeDetails, findPerson, lockPeople, type PersonId, type PersonRecord, setCustom } from '../core/index.ts'
import { readCustoms } from './entering.ts'
import { personBodies, type PersonBody } from './queries.ts'
import type { PersonChange } from './schema.ts'
import { readDetails } from '../bringing/index.ts'
type HandOn = Hand & { person: PersonId }
type Changing = { change: Static<typeof PersonChange>; ifMatch: string | undefined }

/**
 * Changes the fields that are named, and gives the person as she stands then. With `ifMatch`, Stale when she is no longer as the caller
 * saw her: decided under a lock on her row, so that of two who change her at once one comes second.
 */
export function changePerson(app: App, hand: HandOn, { change, ifMatch }: Changing): Promise<PersonBody> {
  const { actor, person: id } = hand
  const scope = actor.scope('people.edit')
  return app.database.transact(async (tx) => {
    await lockPeople(tx, [id])
    const [before] = await personBodies(tx, [id], scope)
    if (!before) throw new NotFound('error.not-found')
    if (!isAsSeen(ifMatch, before)) throw new Stale('programs.changed')
    const { custom, ...fields } = change
    if (Object.keys(fields).length > 0) {
      const person = await findPerson(tx, id)
      const typed = readDetails(inputOf(person!, fields), gazetteerOf(app), person)
      if ('errors' in typed) throw new Invalid(typed.errors)
      if (hasMoved(fields)) requirePlace(typed.details)
      await changeDetails(tx, hand, typed.details)
    }
    if (custom) await setCustom(tx, hand, (await readCustoms(tx, custom)).all)
    const [after] = await personBodies(tx, [id], scope)
    // Nobody puts a person where he cannot see her: nothing of it happened.
    if (!after) throw new Denied('directory.new.elsewhere')
    return after
  })
}

const hasMoved = (fields: object) => 'postal_code' in fields || 'town' in fields || 'country' in fields

/** The person as her form would hold her, with what changes. A new postal code or town without the other makes both be read anew. */
function inputOf(person: PersonRecord, fields: Omit<Changing['change'], 'custom'>): Parameters<typeof readDetails>[0] {
  const moved = hasMoved(fields)
  const { given_name, family_name, locale, country, postal_code, place, town } = person
  const where = moved ? { postal_code: null, town: null } : { postal_code, town: place ?? town }
  const all = { given_name, family_name, locale, country, ...fieldsOf(person), ...where, ...fields }
  // `fromEntries` forgets the names; those that a person always has are never null.
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== null)) as Parameters<typeof readDetails>[0]
}

/** A postal code of several towns says too little: it would take her out of her territory. */
function requirePlace({
  postal_code,
  place_id,
  town,
}: {
  postal_code: string | null
  place_id: string | null
  town: string | null
}) {
  if (postal_code !== null && place_id === null && town === null) throw new Invalid({ town: 'form.required' })
}
