import type { App } from '#platform/app'
import type { Locale } from '#platform/i18n/locales'
import { texts } from './texts.ts'

/** The words beside the box of the weekly mail, as the ledger keeps them. Never edited: a new version. */
export function weeklyWording({ movement }: Pick<App, 'movement'>, locale: Locale): { id: string; text: string } {
  const id = 'agenda.weekly.consent.v1' as const
  return { id, text: texts.in(locale)(id, { movement: movement.current.name }) }
}

/** What the button that ends it says. */
export function endWording(locale: Locale): { id: string; text: string } {
  const id = 'agenda.weekly.end' as const
  return { id, text: texts.in(locale)(id) }
}
