import type { App } from '#platform/app'
import type { Locale } from '#platform/i18n/locales'
import { defineSlot } from '#platform/slots'

/** What else a mailbox gives or gave, as its page of gifts shows it: gifts of each month, dues. Each line leads to where it is changed or stopped. */
type MinePart = {
  title: string
  lines: { id: string; title: string; text: string; links: { text: string; path: string }[] }[]
}

/** `path`s are without the language. One query; undefined where there is nothing. */
type Adding = { partOf(app: App, about: { mailbox: Buffer; locale: Locale }): Promise<MinePart | undefined> }

export const mineParts = defineSlot<Adding>('giving.mine-parts')
