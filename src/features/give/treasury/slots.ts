import type { Locale } from '#platform/i18n/locales'
import { defineSlot } from '#platform/slots'

/** A page of rooms above about the books of one recipient: the desk of its gifts leads there. */
export const deskPages = defineSlot<{ path(recipient: string): string; text(locale: Locale): string }>('treasury.pages')
