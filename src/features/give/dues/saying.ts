import { formatDay, type Locale } from '#platform/i18n/locales'
import { plainAmount, sayAmount } from '../law/index.ts'
import type { Scale, Standing } from './rules.ts'
import type { PageT } from './texts.ts'

type Saying = { t: PageT; locale: Locale; currency: string }

/** What one may choose to pay: each step in words; none where the amount is free. */
export function amountsOf({ brackets, period }: Scale, { t, locale, currency }: Saying): { value: string; text: string }[] {
  return brackets.map(({ to, amount }, n) => {
    const pays = t(`dues.pays-${period}`, { amount: sayAmount(locale, amount, currency) })
    const below = brackets[n - 1]?.to ?? null
    const income =
      to === null
        ? below === null
          ? ''
          : t('dues.income-above', { amount: sayAmount(locale, below, currency) })
        : t('dues.income-to', { amount: sayAmount(locale, to, currency) })
    return { value: plainAmount(amount, currency), text: [income, pays].filter(Boolean).join(' ') }
  })
}

/** From how much on it is free; undefined where there are steps. */
export const floorOf = ({ brackets, floor, period }: Scale, { t, locale, currency }: Saying): string | undefined =>
  brackets.length > 0 ? undefined : t(`dues.from-${period}`, { amount: sayAmount(locale, floor, currency) })

/** Where a member stands, in words. */
export const sayStanding = (
  { t, locale }: Pick<Saying, 't' | 'locale'>,
  { standing, until }: { standing: Standing; until: string | null },
): string => t(`dues.standing-${standing}`, { until: until === null ? '' : formatDay(locale, until) })
