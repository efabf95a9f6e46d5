import type { App } from '#platform/app'
import { NotFound } from '#platform/errors'
import type { Actor } from '#platform/auth/actor'
import { findPerson, isWithin, type PersonId, type PersonRecord } from '../core/index.ts'
import { witnessOf } from '#staff'

/** Whom one looks for, to do what. */
type Sought = { person: PersonId; permission: string }

/**
 * The only way a page of the staff gets a person. Whoever is outside the actor's territory is not there for him, and his
 * asking is told to the data officer; so is one under restriction, but to those who answer for data rights.
 */
export async function personFor(app: App, actor: Actor, { person: id, permission }: Sought): Promise<PersonRecord> {
  const { read } = app.database
  const person = await findPerson(read, id)
  if (!person) throw new NotFound('error.not-found')
  const within = await isWithin(read, id, actor.scope(permission))
  const quarantined = person.restricted_at !== null && !actor.grants.has('privacy.answer')
  if (within && !quarantined) return person
  await witnessOf(app)(actor, { action: 'denied', object: 'person', id })
  throw new NotFound('error.not-found')
}
