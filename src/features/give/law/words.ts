import { MOST, plainAmount } from './amounts.ts'

const UNITS =
  'zéro un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize dix-sept dix-huit dix-neuf'.split(
    ' ',
  )
const TENS = ['', '', 'vingt', 'trente', 'quarante', 'cinquante', 'soixante', 'soixante', 'quatre-vingt', 'quatre-vingt']

/** "dix euros et vingt-neuf centimes": an amount of euros in French words, as on a receipt. From integers alone. */
export function euroWords(amount: number): string {
  if (!Number.isSafeInteger(amount) || amount < 0 || amount > MOST) throw new RangeError(`No amount: ${amount}`)
  const [euros = '0', cents = '0'] = plainAmount(amount, 'EUR').split('.')
  const parts = [
    ...(euros !== '0' || Number(cents) === 0 ? [`${cardinal(Number(euros))}${unitOf(Number(euros))}`] : []),
    ...(Number(cents) > 0 ? [`${cardinal(Number(cents))} centime${Number(cents) > 1 ? 's' : ''}`] : []),
  ]
  return parts.join(' et ')
}

/** « un million d’euros », « deux euros », « zéro euro ». */
function unitOf(euros: number): string {
  if (euros > 0 && euros % 1_000_000 === 0) return ' d’euros'
  return euros > 1 ? ' euros' : ' euro'
}

/** A whole number in French words, in the spelling before 1990, which every reader knows. */
function cardinal(n: number): string {
  if (n < 1000) return hundreds(n, true)
  const words: string[] = []
  for (const [value, name] of [
    [1_000_000_000, 'milliard'],
    [1_000_000, 'million'],
  ] as const) {
    const count = Math.floor(n / value) % 1000
    if (count > 0) words.push(`${hundreds(count, true)} ${name}${count > 1 ? 's' : ''}`)
  }
  const thousands = Math.floor(n / 1000) % 1000
  // Before « mille » neither cent nor vingt takes an s, and nobody says « un mille ».
  if (thousands > 0) words.push(thousands === 1 ? 'mille' : `${hundreds(thousands, false)} mille`)
  if (n % 1000 > 0) words.push(hundreds(n % 1000, true))
  return words.join(' ')
}

/** Below a thousand; `isLast`: nothing that is a number follows, so « deux cents », « quatre-vingts ». */
function hundreds(n: number, isLast: boolean): string {
  const count = Math.floor(n / 100)
  const rest = n % 100
  if (count === 0) return tens(rest, isLast)
  const cent = count === 1 ? 'cent' : `${UNITS[count]} cent${rest === 0 && isLast ? 's' : ''}`
  return rest === 0 ? cent : `${cent} ${tens(rest, isLast)}`
}

function tens(n: number, isLast: boolean): string {
  if (n < 20) return UNITS[n]!
  const ten = Math.floor(n / 10)
  const unit = ten === 7 || ten === 9 ? (n % 10) + 10 : n % 10
  if (unit === 0) return ten === 8 && isLast ? 'quatre-vingts' : TENS[ten]!
  const joined = (unit === 1 || unit === 11) && ten < 8 ? ' et ' : '-'
  return `${TENS[ten]}${joined}${UNITS[unit]}`
}
