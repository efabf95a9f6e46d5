import type { App } from '#platform/app'
import type { SlotOf } from '#platform/slots'
import type { office } from '#staff'
import { countPairs } from './queries.ts'
import { texts } from './texts.ts'

/** Pairs of his territory that may be one person. */
export const awaitedPairs: SlotOf<typeof office.awaits> = {
  permission: 'people.merge',
  path: '/staff/duplicates',
  count: ({ database }: App, actor) => countPairs(database.read, actor.scope('people.merge')),
  text: (locale, n) => texts.in(locale)('duplicates.awaited', { n }),
}
