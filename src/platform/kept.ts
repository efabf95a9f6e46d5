import type { App } from './app.ts'
import type { Locale } from './i18n/locales.ts'
import { defineSlot } from './slots.ts'

/** What a room must keep of who had these mailboxes when she is erased, in words; undefined where it keeps nothing. One query. */
type Keeping = { keptOf(app: App, emails: string[], locale: Locale): Promise<string | undefined> }

export const keptAtErasure = defineSlot<Keeping>('kept-at-erasure')
