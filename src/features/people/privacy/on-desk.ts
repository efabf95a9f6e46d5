import type { App } from '#platform/app'
import type { SlotOf } from '#platform/slots'
import type { office } from '#staff'
import { unansweredRequests } from './queries.ts'
import { texts } from './texts.ts'

/** What people ask about their data, for which the law gives a month (GDPR art. 12.3). */
export const awaitedRequests: SlotOf<typeof office.awaits> = {
  permission: 'privacy.answer',
  everywhere: true,
  path: '/staff/requests',
  count: ({ database }: App) => unansweredRequests(database.read),
  text: (locale, n) => texts.in(locale)('privacy.requests.awaited', { n }),
}
