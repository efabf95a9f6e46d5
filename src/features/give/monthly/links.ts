import type { App } from '#platform/app'
import { linkIn } from '#platform/http/locale'
import type { Locale } from '#platform/i18n/locales'
import type { MonthlyId } from './tables.ts'

/** The page of a monthly gift: what stands in its mails. */
export const links = {
  monthly: ({ seals }: Pick<App, 'seals'>, id: MonthlyId) => `/give/monthly/${seals.sign('monthly.gift', id)}`,
  /** The same, in the language in which she left. */
  back: (app: Pick<App, 'seals' | 'movement'>, id: MonthlyId, locale: Locale) =>
    linkIn(locale, app.movement.current.locale)(links.monthly(app, id)),
  openMonthly: ({ seals, now }: Pick<App, 'seals' | 'now'>, token: string): MonthlyId | undefined =>
    seals.open('monthly.gift', token, now()),
  mine: '/me/monthly',
  desk: '/staff/monthly',
  book: (recipient: string) => `/staff/monthly/${recipient}`,
} as const
