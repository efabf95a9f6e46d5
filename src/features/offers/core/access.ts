import type { App } from '#platform/app'
import { groupsLedBy } from '#groups'
import type { PersonId } from '#people'

/** The groups that somebody leads, around which she may look for help; none in a movement that does without groups. */
export async function groupsToLookAround({ database, isOn }: App, person: PersonId) {
  return isOn('groups') ? groupsLedBy(database.read, person) : []
}
