import type { App } from '#platform/app'
import type { Locale } from '#platform/i18n/locales'
import { defineSlot } from '#platform/slots'

/** Something that anybody can do about a vote, on the page that gathers them; lower orders come first. */
export type Offered = { order: number; path: string; title(locale: Locale): string; lead(locale: Locale): string }

/** Rooms above put here what they offer. */
export const offered = defineSlot<Offered>('roll.offered')

/** What can be read by now of votes, on the same page. */
type Readable = { of(app: App, locale: Locale): Promise<{ path: string; title: string; lead: string }[]> }

/** Rooms above say here what there is. */
export const readable = defineSlot<Readable>('roll.readable')
