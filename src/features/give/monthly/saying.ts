import type { App } from '#platform/app'
import { formatDay, type Locale } from '#platform/i18n/locales'
import { addDays, clockIn, todayOf } from '#platform/i18n/moments'
import { sayAmount } from '../law/index.ts'
import type { MonthlyRecord } from './queries.ts'
import { amountOn, dueOn, nthBy } from './rules.ts'
import type { PageT } from './texts.ts'

/** The day on which it is looked at next, by the movement's clocks. */
export const nextDay = (app: App, { next_at }: MonthlyRecord): string | undefined =>
  next_at ? clockIn(app.movement.current.timeZone, next_at).day : undefined

/** The first of its days on which more is taken. */
export function riseDay({ anchor_on, rise_on }: MonthlyRecord): string | undefined {
  if (rise_on === null) return undefined
  return dueOn(anchor_on, nthBy(anchor_on, addDays(rise_on, -1)) + 1)
}

type Saying = { t: PageT; locale: Locale; plan: MonthlyRecord; proved: boolean }

/** How it stands, in a sentence. Why the law ended it is for her own mailbox: it says what she gave. */
export function leadOf(app: App, { t, locale, plan, proved }: Saying): string {
  const { state, failures, currency, reason, changed_at } = plan
  if (state === 'stopped') {
    const told = reason === 'cap' && !proved ? 'told' : reason!
    const day = formatDay(locale, clockIn(app.movement.current.timeZone, changed_at).day)
    return t('monthly.lead-stopped', { day, reason: t(`monthly.reason-${told}`) })
  }
  const next = nextDay(app, plan)
  if (state !== 'active') return t(`monthly.lead-${state}`)
  if (!next) return t('monthly.lead-waiting')
  const amount = sayAmount(locale, amountOn(plan, next), currency)
  return t(failures > 0 ? 'monthly.lead-retry' : 'monthly.lead-active', { amount, day: formatDay(locale, next) })
}

/** What is taken of it a month, today. */
export const amountNow = (app: App, plan: MonthlyRecord): number => amountOn(plan, todayOf(app))
