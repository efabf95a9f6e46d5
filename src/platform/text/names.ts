import { normalise } from './normalise.ts'

/** Words of a name as they are compared; more than six are kept out of the search. */
export function nameWords({ given_name, family_name }: { given_name: string; family_name: string | null }): string[] {
  return normalise(`${given_name} ${family_name ?? ''}`)
    .split(' ')
    .filter(Boolean)
    .slice(0, 6)
}

/**
 * A name in each of its rotations, "marie claire dupont", "claire dupont marie", "dupont marie claire": whoever types a run
 * of its words, family name first or last, types the beginning of one of them.
 */
export function nameKeys(name: { given_name: string; family_name: string | null }): string[] {
  const words = nameWords(name)
  return [...new Set(words.map((_, at) => [...words.slice(at), ...words.slice(0, at)].join(' ')))]
}

/** How a list is ordered: family name, then given name. */
export function sortName({ given_name, family_name }: { given_name: string; family_name: string | null }): string {
  return normalise(`${family_name ?? ''} ${given_name}`)
}

/** Shorter words have too many neighbours to guess. */
const SHORTEST_SLIP = 4

/**
 * The word itself, and with each letter left out. Two words that differ by one letter added, left out, changed or swapped
 * with its neighbour share one of these forms (symmetric delete, W. Garbe 2012).
 */
export function slipsOf(word: string): string[] {
  if (word.length < SHORTEST_SLIP) return [word]
  const letters = [...word]
  return [...new Set([word, ...letters.map((_, at) => letters.toSpliced(at, 1).join(''))])]
}

/** Distance of Damerau and Levenshtein, for the order of what a typo may have meant. Adjacent swaps count one. */
export function distance(a: string, b: string): number {
  let before: number[] = []
  let row = Array.from({ length: b.length + 1 }, (_, j) => j)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++) {
      const change = row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1)
      next[j] = Math.min(row[j]! + 1, next[j - 1]! + 1, change)
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) next[j] = Math.min(next[j]!, before[j - 2]! + 1)
    }
    before = row
    row = next
  }
  return row[b.length]!
}

/** A name as it is kept: one form of each letter, single spaces. */
export function normaliseName(name: string): string {
  return name.normalize('NFC').replace(/\s+/gu, ' ').trim()
}
