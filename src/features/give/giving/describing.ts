import type { App } from '#platform/app'
import type { Locale } from '#platform/i18n/locales'
import type { RecipientRecord } from '../core/index.ts'
import { texts } from './texts.ts'

/** How a payment is called on the provider's page and on her bank's statement: to whom, and nothing of her. */
export const descriptionOf = (app: App, { recipient, locale }: { recipient: RecipientRecord; locale: Locale }): string =>
  texts.in(locale)('giving.description', { recipient: recipient.name, movement: app.movement.current.name })
