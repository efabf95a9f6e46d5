import type { App } from '#platform/app'
import type { SlotOf } from '#platform/slots'
import type { office } from '#staff'
import { openNeeds } from './queries.ts'
import { texts } from './texts.ts'

/** What groups of his territory asked for and nobody answered. */
export const awaitedNeeds: SlotOf<typeof office.awaits> = {
  permission: 'groups.moderate',
  path: '/staff/needs',
  count: ({ database }: App, actor) => openNeeds(database.read, actor.scope('groups.moderate')),
  text: (locale, n) => texts.in(locale)('meetings.needs.awaited', { n }),
}
