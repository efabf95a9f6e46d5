import type { Locale } from '#platform/i18n/locales'
import { ofAnyKey } from '#platform/i18n/texts'
import { sayAmount } from '../law/index.ts'
import type { PageT } from './texts.ts'

/** An amount of the books, which may be below zero. */
export function saySigned(locale: Locale, amount: number, currency: string): string {
  const said = sayAmount(locale, Math.abs(amount), currency)
  return amount < 0 ? `\u2212${said}` : said
}

type Told = { cause: { kind: string }; what: string }

/** What made an entry, in a sentence: `2 refunded` of a gift, `repaid 3` of a loan. What no room of today writes is said to be another. */
export function sayCause(t: PageT, { cause: { kind }, what }: Told): string {
  const words = what.split(' ')
  const [first = '', second = ''] = words
  const isKnown = (states: readonly string[]) => states.includes(second)
  if (kind === 'gift' && isKnown(MONEY)) return t('accounting.cause-gift', { state: ofAnyKey(t)(`giving.state-${second}`) })
  if (kind === 'due' && isKnown(MONEY)) return t('accounting.cause-due', { state: ofAnyKey(t)(`giving.state-${second}`) })
  if (kind === 'spending' && isKnown(SPENT))
    return t('accounting.cause-spending', { state: ofAnyKey(t)(`spending.state-${second}`) })
  if (kind === 'loan' && first === 'repaid') return t('accounting.cause-loan-repaid', { n: second })
  const plain = `${kind}-${first}`
  return isPlain(plain) ? t(`accounting.cause-${plain}`) : t('accounting.cause-other')
}

const MONEY = ['paid', 'refunded', 'disputed', 'lost', 'promised']
const SPENT = ['asked', 'seconded', 'payable', 'paid', 'given', 'refused', 'withdrawn', 'void']

/** By kind and first word. */
const PLAIN = [
  'loan-received',
  'loan-returned',
  'payout-arrived',
  'payout-returned',
  'bank-line-owed',
  'bank-line-kept',
  'bank-line-gone',
  'bank-line-again',
  'share-returned',
  'entry-reversed',
] as const

const isPlain = (written: string): written is (typeof PLAIN)[number] => PLAIN.some((one) => one === written)

/** What an account is for, where its name does not say it all. */
export function sayHolds(t: PageT, code: string): string {
  const [group] = code.split(':')
  const held = HOLDS.find((one) => one === (code.includes(':') ? group : code))
  return held ? t(`accounting.holds-${held}`) : ''
}

const HOLDS = [
  '1100',
  '1110',
  '1190',
  '1680',
  '4010',
  '4670',
  '4671',
  '4672',
  '4710',
  '5120',
  '5170',
  '5300',
  '6270',
  '6611',
  '7541',
  '7560',
  '8750',
  'group',
  'aside',
] as const
