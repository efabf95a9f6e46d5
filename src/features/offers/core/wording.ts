import type { App } from '#platform/app'
import type { Locale } from '#platform/i18n/locales'
import type { Whom } from './tables.ts'
import { texts } from './texts.ts'

/** The words beside each box, as the ledger keeps them. Never edited: a new version. */
export function offerWordings({ movement }: Pick<App, 'movement'>, locale: Locale): Record<Whom, { id: string; text: string }> {
  const of = (whom: Whom) => {
    const id = `offers.consent.${whom}.v1` as const
    return { id, text: texts.in(locale)(id, { movement: movement.current.name }) }
  }
  return { organisers: of('organisers'), staff: of('staff') }
}
