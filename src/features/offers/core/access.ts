import type { App } from '#platform/app'
import { groupsAnchored, isTrusted } from '#groups'
import type { PersonId } from '#people'

/**
 * The groups that somebody leads and around which she may look for help, and whether she leads others that are not trusted with it yet; none in a
 * movement that does without groups.
 */
export async function groupsToLookAround({ database, isOn, now }: App, person: PersonId) {
  const led = isOn('groups') ? await groupsAnchored(database.read, person) : []
  const groups = led.filter((group) => isTrusted(group, now()))
  return { groups, waiting: groups.length < led.length }
}
