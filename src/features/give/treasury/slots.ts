import type { App } from '#platform/app'
import type { Locale } from '#platform/i18n/locales'
import { defineSlot } from '#platform/slots'
import type { GiftRecord } from '../giving/index.ts'

/** A page of rooms above about the books of one recipient: the desk of its gifts leads there. */
export const deskPages = defineSlot<{ path(recipient: string): string; text(locale: Locale): string }>('treasury.pages')

/** A paper or page of rooms above about one gift: the treasurer's page of it leads there. One query; undefined where there is none. */
export const giftPages = defineSlot<{
  pageOf(app: App, about: { gift: GiftRecord; locale: Locale }): Promise<{ path: string; text: string } | undefined>
}>('treasury.gift-pages')
