import type { App } from '#platform/app'
import type { Routes } from '#platform/http/server'
import { joinTexts, type Texts } from '#platform/i18n/texts'
import { defineSlot } from '#platform/slots'

/** What a key may be given. Labels are keys of texts; `needs`: another that goes with it, and what is said otherwise; `reads`: it shows persons. */
type KeyPermission = { name: string; label: string; needs?: { name: string; otherwise: string }; reads?: true }

/** What a room opens to programs: its routes, and what a key may be given for them. */
type Opening = { texts: Texts; permissions: KeyPermission[]; routes: Routes }

/** Rooms put here what programs with a key may call. All of it stands behind the same limits. */
export const forPrograms = defineSlot<Opening>('staff.for-programs')

/** What keys may be given, in the order in which it is offered, and its texts. */
export function offeredIn(app: App): { permissions: KeyPermission[]; texts: Texts } {
  const openings = app.filled(forPrograms)
  return { permissions: openings.flatMap(({ permissions }) => permissions), texts: joinTexts(openings.map(({ texts }) => texts)) }
}
