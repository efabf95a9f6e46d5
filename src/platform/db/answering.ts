import { type RawBuilder, sql } from 'kysely'
import { wordsOf } from '../text/answering.ts'

/** What names are abbreviated to, and what `normalise` makes of it. */
const SHORT = { st: 'saint', ste: 'sainte' }

/** A word as it begins in names, also where one is abbreviated. */
function beginning(word: string): string {
  const short = Object.entries(SHORT).flatMap(([abbreviated, whole]) => (whole.startsWith(word) ? `${abbreviated}\\M` : []))
  return `(^|[^[:alnum:]])(${[word, ...short].join('|')})`
}

/**
 * Whether a name in the database answers to what was typed, as `answersTo` says it of one at hand. It reads each row: for
 * things of which there are thousands, not for people.
 */
export function answersToIn(name: RawBuilder<unknown>, typed: string): RawBuilder<boolean> {
  const words = wordsOf(typed)
  if (words.length === 0) return sql`false`
  // `normalise` left letters and digits alone, so nothing of it means anything to a regular expression.
  const begins = words.map(beginning)
  const plain = sql`replace(replace(regexp_replace(lower(normalize(${name}, NFD)), '[\u0300-\u036f]', '', 'g'), 'œ', 'oe'), 'æ', 'ae')`
  return sql`(${plain} ~ all (${begins}::text[]))`
}
