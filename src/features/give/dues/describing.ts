import type { App } from '#platform/app'
import type { Locale } from '#platform/i18n/locales'
import { clockIn } from '#platform/i18n/moments'
import type { RecipientRecord } from '../core/index.ts'
import { ruleFor } from '../law/index.ts'
import { texts } from './texts.ts'

/** How a payment is called on the provider's page and on her bank's statement: to whom, and nothing of her. */
export const descriptionOf = ({ recipient, locale }: { recipient: RecipientRecord; locale: Locale }): string =>
  texts.in(locale)('dues.description', { recipient: recipient.name })

/** By whose clocks days of a membership are: those of the law's country. */
export const zoneOf = (app: App, whom: { country: string; kind: string }): string =>
  ruleFor({ ...whom, what: 'dues' }, app.now())?.zone ?? app.movement.current.timeZone

/** Today there. YYYY-MM-DD. */
export const dayThere = (app: App, whom: { country: string; kind: string }): string => clockIn(zoneOf(app, whom), app.now()).day
