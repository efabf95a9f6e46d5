import { sql } from 'kysely'
import type { App } from '#platform/app'
import { NotFound } from '#platform/errors'
import type { Actor } from '#platform/auth/actor'
import { witnessOf } from '#staff'
import { findPerson, type PersonRecord } from './queries/person.ts'
import { db, type PersonId } from './tables.ts'
import { withinTerritory } from './territory.ts'

/**
 * The only way a page of the staff gets a person. Whoever is outside the actor's territory is not there for him, and his
 * asking is told to the data officer; so is one under restriction, but to those who answer for data rights.
 */
export async function personFor(app: App, actor: Actor, permission: string, id: PersonId): Promise<PersonRecord> {
  const { read } = app.database
  const person = await findPerson(read, id)
  if (!person) throw new NotFound('error.not-found')
  const within = await db(read)
    .selectFrom('person')
    .select(sql<boolean>`true`.as('within'))
    .where('person.id', '=', id)
    .where(withinTerritory(actor.scope(permission)))
    .executeTakeFirst()
  const quarantined = person.restricted_at !== null && !actor.grants.has('privacy.answer')
  if (within && !quarantined) return person
  await witnessOf(app)(actor, { action: 'denied', object: 'person', id })
  throw new NotFound('error.not-found')
}
