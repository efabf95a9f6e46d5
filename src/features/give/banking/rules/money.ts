/**
 * Digits after the point, of the currencies that have not two (ISO 4217, list one). Not taken from `Intl`: it says how people write
 * amounts, without digits for the forint and sixteen others whose banks do write them (findings/digits-of-currencies.sh).
 */
const DIGITS = new Map<string, number>([
  ...'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF'.split(' ').map((code) => [code, 0] as const),
  ...'BHD IQD JOD KWD LYD OMR TND'.split(' ').map((code) => [code, 3] as const),
  ['CLF', 4],
  ['UYW', 4],
])

const minorDigits = (currency: string): number => DIGITS.get(currency) ?? 2

/**
 * A decimal with a point, as banks write it, in the smallest unit of its currency. undefined: it is none, has more digits than the
 * currency, or is too large to be exact. Zeros beyond the currency's digits are no digits.
 */
export function readAmount(text: string, currency: string): number | undefined {
  const [, sign = '', whole = '', part = ''] = /^([+-]?)(\d{1,18})?(?:\.(\d*))?$/.exec(text) ?? []
  if (whole === '' && part === '') return undefined
  const digits = minorDigits(currency)
  const kept = part.slice(0, digits).padEnd(digits, '0')
  if (/[^0]/.test(part.slice(digits))) return undefined
  const amount = Number(`${whole}${kept}`)
  if (!Number.isSafeInteger(amount)) return undefined
  return sign === '-' && amount !== 0 ? -amount : amount
}

/** An amount as a decimal with a point: for files, and for banks. */
export function writeAmount(amount: number, currency: string): string {
  const digits = minorDigits(currency)
  const text = String(Math.abs(amount)).padStart(digits + 1, '0')
  const sign = amount < 0 ? '-' : ''
  return digits === 0 ? `${sign}${text}` : `${sign}${text.slice(0, -digits)}.${text.slice(-digits)}`
}
