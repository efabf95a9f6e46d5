import type { App } from '#platform/app'
import type { Locale } from '#platform/i18n/locales'
import { type Wording, wording } from '#people'
import { SHOWN_TO } from './purposes.ts'
import type { Whom } from './tables.ts'

/** The words beside each box, as the ledger keeps them. */
export function offerWordings(app: Pick<App, 'movement'>, locale: Locale): Record<Whom, Wording> {
  const of = (whom: Whom) => wording(app, SHOWN_TO[whom], { locale })
  return { organisers: of('organisers'), staff: of('staff') }
}
