import type { App } from '#platform/app'
import { formatDay, type Locale } from '#platform/i18n/locales'
import { clockIn } from '#platform/i18n/moments'
import { decimalOf } from '#platform/money'
import { zoneOf } from './booking.ts'
import { GIVERS } from './tables.ts'
import { ofAnyKey } from '#platform/i18n/texts'
import { printIban, sayAmount } from './printing.ts'
import type { SpendingRecord } from './queries/spending.ts'
import { CATEGORIES } from './rules/categories.ts'
import type { PageT } from './texts.ts'

export type Fact = { label: string; value: string }
/** `whole`: account numbers are said to their end. */
type Said = { t: PageT; locale: Locale; whole: boolean }

export const sayCategory = (t: PageT, category: string): string => ofAnyKey(t)(`spending.category-${category}`)

/** What a form offers: no category is chosen beforehand. */
export const categoriesToChoose = (t: PageT) => [
  { value: '', text: t('spending.choose') },
  ...CATEGORIES.map(({ key }) => ({ value: key, text: sayCategory(t, key) })),
]

/** What a spending is. */
export function factsOf(spending: SpendingRecord, { t, locale, whole }: Said): Fact[] {
  const { kind, number, payee, payee_iban, bill, amount, currency, spent_on, category, valued, giver, group_name } = spending
  return told([
    [t('spending.number'), number === null ? null : String(number)],
    [t('spending.amount'), sayAmount(locale, amount, currency)],
    [t('spending.category'), sayCategory(t, category)],
    [t(kind === 'bill' ? 'spending.payee' : 'spending.giver-name'), payee],
    [t('spending.giver'), giver && t(`spending.giver-${giver}`)],
    [t('spending.iban'), payee_iban && (whole ? printIban(payee_iban) : `… ${payee_iban.slice(-4)}`)],
    [t('spending.bill'), bill],
    [t('spending.spent-on'), formatDay(locale, spent_on)],
    [t('spending.valued'), valued],
    [t('spending.group'), group_name],
  ])
}

/** Who asked, who agreed, who allowed, who paid, each with the day. */
export function handsOf(app: App, spending: SpendingRecord, { t, locale }: Omit<Said, 'whole'>): Fact[] {
  const { state, seconded_account, seconded_at, allowed_at, paid_on, paid_by, ended_at, reason } = spending
  const day = (at: Date | null) => at && formatDay(locale, clockIn(app.movement.current.timeZone, at).day)
  const by = (name: string | null, on: string | null) => on && t('spending.by', { name: name ?? t('spending.nobody'), day: on })
  const ended = state === 'refused' || state === 'withdrawn' || state === 'void' ? state : undefined
  return told([
    [
      t(spending.group_id ? 'spending.asked-by' : 'spending.entered-by'),
      by(spending.asked_name || spending.asked_email, day(spending.asked_at)),
    ],
    [t('spending.seconded-by'), seconded_account && by(spending.seconded_name, day(seconded_at))],
    [t('spending.allowed-by'), by(spending.allowed_email, day(allowed_at))],
    [t('spending.paid-by-whom'), paid_on && by(spending.paid_email, formatDay(locale, paid_on))],
    [t('spending.means'), paid_by && t(`spending.means-${paid_by}`)],
    ...(ended ? [[t(`spending.state-${ended}`), by(spending.ended_email, day(ended_at))] as const] : []),
    [t('spending.reason'), reason],
  ])
}

const told = (facts: (readonly [string, string | null])[]): Fact[] =>
  facts.flatMap(([label, value]) => (value ? [{ label, value }] : []))

export const giversToChoose = (t: PageT) => [
  { value: '', text: t('spending.choose') },
  ...GIVERS.map((value) => ({ value, text: t(`spending.giver-${value}`) })),
]

/** What a book's days are today. */
export const todayIn = (app: App, recipient: { country: string; kind: string }): string =>
  clockIn(zoneOf(app, recipient, app.now()), app.now()).day

/** Fields of a draft, as they are kept. */
export function valuesOf(spending: SpendingRecord): Record<string, string> {
  const { words, category, payee, payee_iban, bill, amount, currency, spent_on, valued, giver } = spending
  const kept = { words, category, payee, payee_iban, bill, amount: decimalOf(amount, currency), spent_on, valued, giver }
  return Object.fromEntries(Object.entries(kept).map(([field, value]) => [field, value ?? '']))
}
