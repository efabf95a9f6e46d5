import { formatDay, formatNumber, type Locale } from '#platform/i18n/locales'
import { sayAmount } from '../law/index.ts'
import { type Instalment, type Kind, percentOf, sumOf } from './rules.ts'
import type { PageT } from './texts.ts'

type Saying = { t: PageT; locale: Locale; currency: string }
type Terms = { rate: number; months: number; kind: Kind }

/** Rate, months and way of paying back, as a lender reads them. */
export function termsSaid({ rate, months, kind }: Terms, { t, locale }: Pick<Saying, 't' | 'locale'>) {
  const percent = formatNumber(locale, percentOf(rate))
  return [
    { label: t('loans.rate'), value: rate === 0 ? t('loans.no-interest') : t('loans.rate-said', { percent }) },
    { label: t('loans.months'), value: t('loans.months-said', { n: months }) },
    { label: t('loans.way'), value: t(`loans.kind-${kind}`) },
  ]
}

/** What is due when, a line each, and all together. */
export function scheduleSaid(instalments: (Instalment & { repaid_on?: string | null })[], { t, locale, currency }: Saying) {
  const say = (amount: number) => sayAmount(locale, amount, currency)
  const { principal, interest } = sumOf(instalments)
  return {
    rows: instalments.map(({ n, due_on, repaid_on, ...one }) => ({
      key: String(n),
      cells: [
        formatDay(locale, due_on),
        say(one.principal),
        say(one.interest),
        say(one.principal + one.interest),
        ...(repaid_on === undefined ? [] : [repaid_on ? formatDay(locale, repaid_on) : '']),
      ],
    })),
    head: [
      t('loans.due-on'),
      t('loans.principal'),
      t('loans.interest'),
      t('loans.to-pay'),
      // Of what is not agreed yet nothing went back.
      ...(instalments.some((one) => one.repaid_on !== undefined) ? [t('loans.repaid-on')] : []),
    ],
    sum: t('loans.sum', { principal: say(principal), interest: say(interest), all: say(principal + interest) }),
  }
}
