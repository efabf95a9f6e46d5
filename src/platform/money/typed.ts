import { type Locale, LOCALES } from '../i18n/locales.ts'
import { decimalOf, digitsOf, MOST, SPOKEN } from '../money.ts'

/** What can be wrong with an amount that somebody typed. */
export const UNREAD = ['empty', 'unread', 'negative', 'zero', 'fraction', 'unclear', 'huge'] as const

/** An amount in the smallest unit, or why what was typed is none. */
export type ReadAmount = { amount: number } | { problem: (typeof UNREAD)[number] }

const not = (problem: (typeof UNREAD)[number]): ReadAmount => ({ problem })

const signs = new Map<string, string[]>()

/** How people write a currency beside a number, the longest first: EUR, €, euros. That of another currency is no part of an amount of this one. */
function signsOf(currency: string): string[] {
  const found = signs.get(currency) ?? [...new Set([currency, ...LOCALES.flatMap((locale) => signsIn(locale, currency))])]
  signs.set(currency, found)
  return found.toSorted((a, b) => b.length - a.length)
}

function signsIn(locale: Locale, currency: string): string[] {
  return (['symbol', 'narrowSymbol', 'name'] as const).flatMap((currencyDisplay) =>
    [1, 2].flatMap((count) =>
      new Intl.NumberFormat(SPOKEN[locale], { style: 'currency', currency, currencyDisplay })
        .formatToParts(count)
        .filter(({ type }) => type === 'currency')
        .map(({ value }) => value.toUpperCase()),
    ),
  )
}

/** Spaces that stand between groups of digits, and the apostrophe of the Swiss. */
const GAPS = /[ \u00a0\u2009\u202f'’]/gu

/** What separates thousands, where a point or comma does. */
const GROUPING: Record<Locale, string> = { fr: '', en: ',', es: '.' }

/**
 * The amount that somebody typed: "5", "5,50", "5.50 €", "1 000", "1'000", "1.234,50". Digits of ASCII only, no sign, no power of ten. Where it could be
 * two amounts ("1,000" for an English reader in a currency of three decimals; "1.000" for a French one) it is none.
 */
export function readAmount(text: string, currency: string, locale: Locale): ReadAmount {
  const exponent = digitsOf(currency)
  const bare = withoutSign(text.trim(), currency)
  if (bare === '') return not('empty')
  if (/^[-−–]/u.test(bare)) return not('negative')
  const parts = partsOf(bare, { exponent, grouping: GROUPING[locale] })
  if (typeof parts === 'string') return not(parts)
  const digits = `${parts.whole}${parts.decimals.padEnd(exponent, '0')}`.replace(/^0+/, '')
  if (digits === '') return not('zero')
  const amount = Number(digits)
  return digits.length > 15 || amount > MOST ? not('huge') : { amount }
}

/** The number without the currency before, after or in it ("5€50"); other words stay, and are no number. */
function withoutSign(text: string, currency: string): string {
  const upper = text.toUpperCase()
  for (const sign of signsOf(currency)) {
    if (upper.endsWith(sign)) return text.slice(0, -sign.length).trim()
    if (upper.startsWith(sign)) return text.slice(sign.length).trim()
    const [whole = '', decimals = '', ...more] = upper.split(sign)
    if (more.length === 0 && /^\d+$/.test(whole) && /^\d\d$/.test(decimals)) return `${whole},${decimals}`
  }
  return text
}

type Habits = { exponent: number; grouping: string }
type Parts = { whole: string; decimals: string }

function partsOf(text: string, habits: Habits): Parts | 'unread' | 'unclear' | 'fraction' {
  const whole = withoutGaps(text)
  if (whole === undefined || !/^\d+([.,]\d+)*$/.test(whole)) return 'unread'
  const marks = whole.match(/[.,]/g) ?? []
  if (marks.length === 0) return { whole, decimals: '' }
  const last = marks.at(-1)!
  const at = whole.lastIndexOf(last)
  const before = whole.slice(0, at)
  const after = whole.slice(at + 1)
  // One mark twice, and no other, is that of thousands.
  if (marks.length > 1 && marks.every((mark) => mark === last)) return grouped(whole, last)
  if (marks.length > 1) return decimalsOf({ before, after, mark: last }, habits)
  if (after.length === 3) return threeAfter({ before, after, mark: last }, habits)
  return decimalsOf({ before, after, mark: last }, habits)
}

/** "1 000" without its spaces; undefined where they do not stand before three digits each. */
function withoutGaps(text: string): string | undefined {
  const plain = text.replace(GAPS, ' ')
  if (!plain.includes(' ')) return plain
  return /^\d{1,3}( \d{3})+([.,]\d+)?$/.test(plain) ? plain.replaceAll(' ', '') : undefined
}

function grouped(text: string, mark: string): Parts | 'unread' {
  const groups = text.split(mark)
  const isGrouped = /^\d{1,3}$/.test(groups[0]!) && groups.slice(1).every((group) => group.length === 3)
  return isGrouped ? { whole: groups.join(''), decimals: '' } : 'unread'
}

type Split = { before: string; after: string; mark: string }

/** Three digits after a point or comma: thousands to those who write them so, else thousandths, if the currency has them. */
function threeAfter(split: Split, { exponent, grouping }: Habits): Parts | 'unclear' {
  const isThousand = split.mark === grouping && /^\d{1,3}$/.test(split.before) && split.before !== '0'
  const isThousandth = exponent === 3 && split.mark !== grouping
  if (isThousand && exponent < 3) return { whole: split.before + split.after, decimals: '' }
  return isThousandth ? { whole: split.before, decimals: split.after } : 'unclear'
}

function decimalsOf({ before, after, mark }: Split, { exponent }: Habits): Parts | 'unread' | 'fraction' {
  const other = mark === ',' ? '.' : ','
  const whole = before.includes(other) ? grouped(before, other) : { whole: before, decimals: '' }
  if (whole === 'unread' || before.includes(mark)) return 'unread'
  return after.length > exponent ? 'fraction' : { whole: whole.whole, decimals: after }
}

/** An amount as its reader would type it, for a field that shows what is kept: 550 of EUR is "5,50" in French, "5.50" in English; 500 is "5". */
export function typeAmount(locale: Locale, amount: number, currency: string): string {
  const text = decimalOf(amount, currency).replace(/\.0+$/, '')
  return locale === 'en' ? text : text.replace('.', ',')
}
