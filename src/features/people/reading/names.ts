/** In which order a column has the parts of a name. */
export type NameOrder = 'given-first' | 'family-first'
type Name = { given: string; family: string }

/** A word in capitals, of two letters at least: of «MARTIN-DURAND Zoé» it is the family name, wherever it stands. */
const CAPITALS = /^(?=.*\p{Lu}.*\p{Lu})[\p{Lu}\p{M}'’.-]+$/u

/** Parts that begin a family name in small letters: «de la Tour», «van den Berg», «El Khomri». */
const PARTICLE = /^(d['’].*|de|del|della|di|da|dos|das|do|du|des|la|le|les|van|von|den|der|ten|ter|el|al|ben|bin|y|zu|st\.?)$/i

/** Parts a name that stands in one column: by a comma, by capitals, else by the order that somebody said. */
export function partName(name: string, order: NameOrder): Name {
  const [before = '', after] = name.split(',', 2).map((part) => part.trim())
  if (after) return { family: before, given: after }
  const words = before.split(/\s+/).filter(Boolean)
  return byCapitals(words) ?? byOrder(words, order)
}

/** Only where some words are in capitals, and not all: who writes everything so says nothing by it. */
function byCapitals(words: string[]): Name | undefined {
  const isLarge = words.map((word) => CAPITALS.test(word))
  if (isLarge.every(Boolean) || !isLarge.some(Boolean)) return undefined
  const first = isLarge.indexOf(true)
  // «de LACAZE»: the particle is hers.
  const start = first > 0 && PARTICLE.test(words[first - 1]!) ? first - 1 : first
  const end = isLarge.lastIndexOf(true) + 1
  return { family: words.slice(start, end).join(' '), given: [...words.slice(0, start), ...words.slice(end)].join(' ') }
}

function byOrder(words: string[], order: NameOrder): Name {
  if (words.length < 2) return { given: words[0] ?? '', family: '' }
  if (order === 'given-first') return { given: words[0]!, family: words.slice(1).join(' ') }
  const family = Math.min(familyWords(words), words.length - 1)
  return { family: words.slice(0, family).join(' '), given: words.slice(family).join(' ') }
}

/** A family name is one word and the particles before it. */
function familyWords(words: string[]): number {
  const first = words.findIndex((word) => !PARTICLE.test(word))
  return Math.max(first, 0) + 1
}
