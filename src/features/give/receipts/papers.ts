import { formatDay, type Locale } from '#platform/i18n/locales'
import { ofAnyKey } from '#platform/i18n/texts'
import { sayAmount } from '#platform/money'
import { amountWords } from '#platform/money/words'
import { printReference } from '../banking/index.ts'
import { drawSheet, type Sheet } from './paper.ts'
import type { AcknowledgementRecord } from './queries/acknowledgements.ts'
import { writeNumber } from './rules.ts'
import { pageTexts, type PageT } from './texts.ts'

/** What an acknowledgement says, line by line: on its page and on its paper. */
export function factsOf(
  { said, amount, currency, year, number }: AcknowledgementRecord,
  { locale, t }: { locale: Locale; t: PageT },
) {
  const words = amountWords(locale, amount, currency)
  return [
    { label: t('receipts.number'), value: writeNumber({ year, number }) },
    { label: t('receipts.from'), value: said.name },
    { label: t('receipts.amount'), value: sayAmount(locale, amount, currency) },
    ...(words ? [{ label: t('receipts.in-words'), value: words }] : []),
    ...(said.given === amount
      ? []
      : [{ label: t('receipts.given'), value: t('receipts.given-value', { amount: sayAmount(locale, said.given, currency) }) }]),
    { label: t('receipts.day'), value: formatDay(locale, said.day) },
    { label: t('receipts.mode'), value: ofAnyKey(t)(`giving.mode-${said.mode}`) },
    { label: t('receipts.to'), value: said.recipient },
    { label: t('receipts.for'), value: said.beneficiary },
    ...(said.holder ? [{ label: t('receipts.holder'), value: said.holder }] : []),
    { label: t('receipts.reference'), value: printReference(said.reference) },
    ...(said.replaces ? [{ label: t('receipts.replaces'), value: said.replaces }] : []),
  ]
}

/** What it is not: where the law leaves receipts for taxes to somebody, who that is. */
export const noteOf = (t: PageT, authority: string | null): string =>
  authority ? t('receipts.no-receipt', { authority }) : t('receipts.no-certificate')

/** Why it says nothing any more; undefined while it stands. */
export const overOf = (t: PageT, { cancelled_for }: Pick<AcknowledgementRecord, 'cancelled_for'>): string | undefined =>
  cancelled_for ? t(`receipts.over-${cancelled_for}`) : undefined

/** An acknowledgement as PDF, in the language in which she gave: what was written then, and whether it stands. */
export function acknowledgementPaper(record: AcknowledgementRecord): Promise<Buffer> {
  const { said, cancelled_at, made_at } = record
  const { locale } = said
  const t = pageTexts.in(locale)
  return drawSheet({
    locale,
    title: t('receipts.paper', { number: writeNumber(record) }),
    from: said.movement,
    over: overOf(t, record),
    facts: factsOf(record, { locale, t }),
    table: undefined,
    note: noteOf(t, said.authority),
    foot: t('receipts.foot'),
    made_at: cancelled_at ?? made_at,
  })
}

type Year = { locale: Locale; year: number; name: string; movement: string; records: AcknowledgementRecord[] }

/** What came from one person in a year and stayed, as PDF. Its date is that of the last thing that it says. */
export function yearPaper({ locale, year, name, movement, records }: Year): Promise<Buffer> {
  const t = pageTexts.in(locale)
  const authority = records.map(({ said }) => said.authority).find((one) => one !== null) ?? null
  const sheet: Sheet = {
    locale,
    title: t('receipts.year-paper', { year: String(year) }),
    from: movement,
    over: undefined,
    facts: [{ label: t('receipts.from'), value: name }],
    table: {
      title: t('receipts.year-gifts'),
      head: [t('receipts.day'), t('receipts.to'), t('receipts.number'), t('receipts.amount')],
      rows: records.map((one) => [
        formatDay(locale, one.said.day),
        one.said.recipient,
        writeNumber(one),
        sayAmount(locale, one.amount, one.currency),
      ]),
      sums: sumsOf(records).map(({ recipient, currency, sum }) => ({
        label: recipient,
        value: [sayAmount(locale, sum, currency), amountWords(locale, sum, currency)].filter(Boolean).join(' · '),
      })),
    },
    note: noteOf(t, authority),
    foot: t('receipts.foot'),
    made_at: new Date(Math.max(...records.map(({ made_at }) => made_at.getTime()))),
  }
  return drawSheet(sheet)
}

type Sum = { recipient: string; currency: string; sum: number }

/** What came to each recipient, in the order in which they came. Smallest units; never added over two currencies. */
export function sumsOf(records: Pick<AcknowledgementRecord, 'recipient_id' | 'currency' | 'amount' | 'said'>[]): Sum[] {
  const sums = new Map<string, Sum>()
  for (const { recipient_id, currency, amount, said } of records) {
    const key = `${recipient_id} ${currency}`
    const before = sums.get(key) ?? { recipient: said.recipient, currency, sum: 0 }
    sums.set(key, { ...before, recipient: said.recipient, sum: before.sum + amount })
  }
  return [...sums.values()]
}
