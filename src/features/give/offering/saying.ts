import { countryName, formatDay, type Locale } from '#platform/i18n/locales'
import type { RecipientRecord } from '../core/index.ts'
import { sayAmount } from '../law/index.ts'
import type { ReadOffer } from './reading.ts'
import type { PageT } from './texts.ts'

/** What the law wants said on the page of a gift: the facts in one sentence, then its own words. */
export function mentionsOf(t: PageT, locale: Locale, recipient: RecipientRecord): string[] {
  const { beneficiary, holder, declared_on, mentions } = recipient
  const facts = t('offering.facts', { beneficiary, holder: holder!, day: formatDay(locale, declared_on!) })
  return [facts, ...Object.values(mentions)]
}

/** Amounts that are offered, in whole units of the currency. */
const OFFERED = [5, 10, 20, 50, 100]

export const amountsToChoose = (t: PageT, locale: Locale, currency: string) => [
  ...OFFERED.map((amount) => ({ value: String(amount), text: sayAmount(locale, amount * 100, currency) })),
  { value: 'other', text: t('offering.other-amount') },
]

/** Days on which a recipient takes gifts, as the law and its mandataire have them: whether today is one. */
export function isOpen({ opens_on, closes_on, filed_at }: RecipientRecord, today: string): boolean {
  return filed_at === null && (opens_on === null || opens_on <= today) && (closes_on === null || today <= closes_on)
}

type Saying = { t: PageT; locale: Locale }

/** Of what she is about to pay: by what means, and what she said of herself. */
export function payerFacts({ mode, given_name, family_name, email, told }: Omit<ReadOffer, 'needs'>, { t, locale }: Saying) {
  const { street, postal_code, town, country, nationality } = told.fields
  return [
    { label: t('giving.mode'), value: t(`giving.mode-${mode}`) },
    { label: t('giving.name'), value: `${given_name} ${family_name}` },
    { label: t('giving.email'), value: email },
    ...(nationality ? [{ label: t('giving.field-nationality'), value: countryName(locale, nationality) }] : []),
    ...(street
      ? [{ label: t('giving.address'), value: [street, `${postal_code} ${town}`, countryName(locale, country!)].join(', ') }]
      : []),
  ]
}
