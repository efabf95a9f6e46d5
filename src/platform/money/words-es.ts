const UNITS =
  'cero uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciséis diecisiete dieciocho diecinueve veinte veintiuno veintidós veintitrés veinticuatro veinticinco veintiséis veintisiete veintiocho veintinueve'.split(
    ' ',
  )
const TENS = ['', '', '', 'treinta', 'cuarenta', 'cincuenta', 'sesenta', 'setenta', 'ochenta', 'noventa']
const HUNDREDS = ' ciento doscientos trescientos cuatrocientos quinientos seiscientos setecientos ochocientos novecientos'.split(
  ' ',
)

/**
 * A whole number in Spanish words, before what it counts: « un euro », « veintiún euros », « doscientas libras ». On the long scale a thousand millions is no
 * word of its own. Of a million and more the count is masculine, whatever is counted: « doscientos millones de libras ».
 */
export function spanishNumber(n: number, feminine = false): string {
  const millions = Math.floor(n / 1_000_000)
  const rest = n % 1_000_000
  const words: string[] = []
  if (millions > 0) words.push(millions === 1 ? 'un millón' : `${thousands(millions, false)} millones`)
  if (rest > 0 || millions === 0) words.push(thousands(rest, feminine))
  return words.join(' ')
}

/** Below a million. */
function thousands(n: number, feminine: boolean): string {
  const count = Math.floor(n / 1000)
  const rest = n % 1000
  const words: string[] = []
  // Nobody says « un mil »; before « mil » one is « un » whatever is counted: « veintiún mil libras ».
  if (count > 0) words.push(count === 1 ? 'mil' : `${hundreds(count, feminine, true)} mil`)
  if (rest > 0 || count === 0) words.push(hundreds(rest, feminine))
  return words.join(' ')
}

function hundreds(n: number, feminine: boolean, beforeMil = false): string {
  if (n === 100) return 'cien'
  const count = Math.floor(n / 100)
  const rest = n % 100
  const said = feminine && count > 1 ? HUNDREDS[count]!.replace(/os$/, 'as') : HUNDREDS[count]!
  const small = tens(rest, feminine && !beforeMil)
  if (count === 0) return small
  return rest === 0 ? said : `${said} ${small}`
}

function tens(n: number, feminine: boolean): string {
  if (n < 30) return shortened(UNITS[n]!, feminine)
  const unit = n % 10
  const ten = TENS[Math.floor(n / 10)]!
  return unit === 0 ? ten : `${ten} y ${shortened(UNITS[unit]!, feminine)}`
}

/** Before what it counts: « un », « veintiún », « una ». */
function shortened(word: string, feminine: boolean): string {
  if (!word.endsWith('uno')) return word
  if (feminine) return word.replace(/o$/, 'a')
  return word === 'veintiuno' ? 'veintiún' : 'un'
}
