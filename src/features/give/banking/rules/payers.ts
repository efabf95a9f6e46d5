import { normalise } from '#platform/text/normalise'

/** What banks write around names: forms of address, and what joins two holders of one account. */
const AROUND = new Set(
  'm mr mrs ms mme mlle mm monsieur madame mademoiselle dr ou et and or und oder y o herr frau sr sra srta don dona'.split(' '),
)
/** So many letters of a word that was cut off say which it is. */
const CUT = 4

/** Words of a name as a bank or a donor writes it, without what stands around. */
export const payerWords = (name: string): string[] =>
  normalise(name)
    .split(' ')
    .filter((word) => word !== '' && !AROUND.has(word))

/** Whether two words may be the same: as written, cut off, or with one slip. */
function isSame(a: string, b: string): boolean {
  if (a === b) return true
  const [short, long] = a.length < b.length ? [a, b] : [b, a]
  if (short.length >= CUT && long.startsWith(short)) return true
  return short.length > CUT && isSlip(a, b)
}

/** Whether one letter was changed, left out or added, or two neighbours swapped: what is alike at both ends leaves no more between. */
function isSlip(a: string, b: string): boolean {
  const least = Math.min(a.length, b.length)
  let [start, end] = [0, 0]
  while (start < least && a[start] === b[start]) start += 1
  while (end < least - start && a[a.length - 1 - end] === b[b.length - 1 - end]) end += 1
  const rest = Math.max(a.length, b.length) - start - end
  if (rest <= 1) return true
  return rest === 2 && a.length === b.length && a[start] === b[start + 1] && a[start + 1] === b[start]
}

/** Whether somebody of that name may have paid from an account that the bank calls so: they have a word in common. */
export const mayBe = (payer: readonly string[], promised: readonly string[]): boolean =>
  payer.length === 0 || payer.some((word) => word.length > 1 && promised.some((other) => isSame(word, other)))

/** Whether it is that very name: each word of the one is in the other, first names as an initial too, and one whole word at least. */
export function isName(payer: readonly string[], promised: readonly string[]): boolean {
  const initial = (word: string, others: readonly string[]) =>
    others.some((other) => other.length === 1 && word.startsWith(other))
  const has = (word: string, others: readonly string[]) => others.some((other) => isSame(word, other)) || initial(word, others)
  return promised.every((word) => has(word, payer)) && promised.some((word) => payer.some((other) => isSame(word, other)))
}
