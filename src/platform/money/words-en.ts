const UNITS =
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(
    ' ',
  )
const TENS = ['', '', 'twenty', 'thirty', 'forty', 'fifty', 'sixty', 'seventy', 'eighty', 'ninety']
const SCALES = [
  [1_000_000_000, 'billion'],
  [1_000_000, 'million'],
  [1000, 'thousand'],
] as const

/** A whole number in English words, as the British write it: "one hundred and one", "one thousand and one". */
export function englishNumber(n: number): string {
  const words: string[] = []
  for (const [value, name] of SCALES) {
    const count = Math.floor(n / value) % 1000
    if (count > 0) words.push(`${hundreds(count)} ${name}`)
  }
  const rest = n % 1000
  if (rest > 0 || words.length === 0) words.push(rest < 100 && words.length > 0 ? `and ${tens(rest)}` : hundreds(rest))
  return words.join(' ')
}

function hundreds(n: number): string {
  const count = Math.floor(n / 100)
  const rest = n % 100
  if (count === 0) return tens(rest)
  return rest === 0 ? `${UNITS[count]} hundred` : `${UNITS[count]} hundred and ${tens(rest)}`
}

function tens(n: number): string {
  if (n < 20) return UNITS[n]!
  return n % 10 === 0 ? TENS[n / 10]! : `${TENS[Math.floor(n / 10)]}-${UNITS[n % 10]}`
}
