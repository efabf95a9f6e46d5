import type { App } from '#platform/app'
import type { Locale } from '#platform/i18n/locales'
import { defineSlot } from '#platform/slots'
import type { RecipientRecord } from '../core/index.ts'

/** Another way to help a recipient than a gift, while it stands open: dues, a loan. `path` without a language. One query; undefined: closed. */
type Way = {
  of(app: App, about: { recipient: RecipientRecord; locale: Locale }): Promise<{ text: string; path: string } | undefined>
}

export const otherWays = defineSlot<Way>('offering.other-ways')
