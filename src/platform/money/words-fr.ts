const UNITS =
  'zéro un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize dix-sept dix-huit dix-neuf'.split(
    ' ',
  )
const TENS = ['', '', 'vingt', 'trente', 'quarante', 'cinquante', 'soixante', 'soixante', 'quatre-vingt', 'quatre-vingt']

/** A whole number in French words, in the spelling before 1990, which every reader knows. `feminine`: of pounds, « vingt et une ». */
export function frenchNumber(n: number, feminine = false): string {
  const words: string[] = []
  for (const [value, name] of [
    [1_000_000_000, 'milliard'],
    [1_000_000, 'million'],
  ] as const) {
    const count = Math.floor(n / value) % 1000
    // A noun: « deux cents millions », « quatre-vingts millions ».
    if (count > 0) words.push(`${hundreds(count, true)} ${name}${count > 1 ? 's' : ''}`)
  }
  const thousands = Math.floor(n / 1000) % 1000
  // Before « mille » neither cent nor vingt takes an s, and nobody says « un mille ».
  if (thousands > 0) words.push(thousands === 1 ? 'mille' : `${hundreds(thousands, false)} mille`)
  if (n % 1000 > 0 || words.length === 0) words.push(hundreds(n % 1000, true))
  const said = words.join(' ')
  return feminine ? said.replace(/\bun$/, 'une') : said
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
