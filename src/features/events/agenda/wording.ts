import type { App } from '#platform/app'
import type { Locale } from '#platform/i18n/locales'
import { type Wording, wording } from '#people'
import { WEEKLY } from './purposes.ts'
import { texts } from './texts.ts'

/** The words beside the box of the weekly mail, as the ledger keeps them. */
export function weeklyWording(app: Pick<App, 'movement'>, locale: Locale): Wording {
  return wording(app, WEEKLY, { locale })
}

/** What the button that ends it says. */
export function endWording(locale: Locale): Wording {
  const id = 'agenda.weekly.end' as const
  return { id, text: texts.in(locale)(id) }
}
