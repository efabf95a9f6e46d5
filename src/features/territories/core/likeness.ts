import { distance } from '#platform/text/names'
import { trigrams } from '#platform/text/normalise'

/** Least likeness of a name that was meant, and how far it must stand before the next. */
const LIKE = 0.5
const AHEAD = 0.15

/** How much a name resembles another, 0 to 1; both as they are compared. A slip of the pen, or words that were left out, are nearly the same. */
export function likeness(typed: string, name: string): number {
  const [a, b] = [typed.replaceAll(' ', ''), name.replaceAll(' ', '')]
  if (a === b) return 1
  if (`${name} `.startsWith(`${typed} `) || `${typed} `.startsWith(`${name} `)) return 0.9
  const slips = distance(a, b)
  if (Math.min(a.length, b.length) >= 4 && slips <= Math.max(1, Math.floor(Math.min(a.length, b.length) / 6))) return 0.85
  const [mine, theirs] = [trigrams(typed), trigrams(name)]
  const shared = [...mine].filter((gram) => theirs.has(gram)).length
  return shared / (mine.size + theirs.size - shared)
}

/** The one that resembles a name clearly more than all others; none when two do. */
export function resembling<T>(typed: string, candidates: T[], namesOf: (one: T) => string[]): T | undefined {
  const [first, second] = candidates
    .map((one) => ({ one, like: Math.max(...namesOf(one).map((name) => likeness(typed, name))) }))
    .toSorted((a, b) => b.like - a.like)
  if (!first || first.like < LIKE) return undefined
  return second && first.like - second.like < AHEAD ? undefined : first.one
}
