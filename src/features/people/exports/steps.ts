import type { SlotOf } from '#platform/slots'
import type { office } from '#staff'
import { isBackedUp } from './queries.ts'
import { texts } from './texts.ts'

/** How old the last backup may be before somebody is asked for another. Milliseconds. */
const OLD = 31 * 86_400_000

/** The whole movement stands in a file, and not in an old one. */
export const backedUp: SlotOf<typeof office.steps> = {
  permission: 'people.export',
  everywhere: true,
  isDone: ({ database, now }) => isBackedUp(database.read, new Date(now().getTime() - OLD)),
  text: (locale) => texts.in(locale)('exports.step'),
  hint: (_app, locale) => texts.in(locale)('exports.step-hint'),
  way: () => ({ path: '/staff/exports', text: (locale) => texts.in(locale)('exports.step-way') }),
}
