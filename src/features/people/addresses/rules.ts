import { distance, sortName } from '#platform/text/names'
import { normalise } from '#platform/text/normalise'

/** A name as somebody typed it, or a file has it; either part may be empty. */
export type Named = { given_name: string; family_name: string | null }

/** Somebody who holds an address. `bearer`: the name under which she came to hold it, as `bearerOf` gives it. */
export type Holding = Named & { bearer: string | null }

/**
 * Whether a name is that of who holds an address. `same`: given name and family name agree. `renamed`: the given name alone does. `open`: nothing says that she
 * is somebody else (an initial, no name at all, all in one cell). `other`: somebody else, who shares the address.
 */
export type Likeness = 'same' | 'renamed' | 'open' | 'other'

/** Words that join two people in one record. */
const JOINTS = new Set(['et', 'and', 'y', 'e', 'und', 'ou'])
/** A family name with one slip is the same from so many letters on. */
const LONG = 5

/** Under which name somebody holds an address; of two who come at once under the same the database lets one. */
export function bearerOf(name: Named): string {
  return sortName(name)
}

export function likeness(holder: Holding, name: Named): Likeness {
  const [hers, typed] = [wordsOf(holder), wordsOf(name)]
  if (typed.all.length > 0 && bearerOf(name) === holder.bearer) return 'same'
  if (hers.all.length === 0 || typed.all.length === 0) return 'open'
  const agree = familiesAgree(hers.family, typed.family)
  if (hers.given.length > 0 && hers.given.join(' ') === typed.given.join(' ')) return agree ? 'same' : 'renamed'
  if ([...hers.given, ...typed.given].some((word) => JOINTS.has(word))) return 'other'
  if (new Set(hers.all).symmetricDifference(new Set(typed.all)).size === 0) return 'open'
  return agree && givenMayAgree(hers.given, typed.given) ? 'open' : 'other'
}

function wordsOf({ given_name, family_name }: Named) {
  const [given, family] = [given_name, family_name ?? ''].map((name) => normalise(name).split(' ').filter(Boolean))
  return { given: given!, family: family!, all: [...given!, ...family!] }
}

/** Both families are one, or one says none: "Le Roy" and "Leroy", "Dupont" and "Dupont-Morel". */
function familiesAgree(hers: string[], typed: string[]): boolean {
  if (hers.length === 0 || typed.length === 0) return true
  if (isWithin(hers, typed) || isWithin(typed, hers)) return true
  return hers.join('') === typed.join('')
}

/** One slip in a family name that is long enough: "Dupond" and "Dupont". */
function areSlips(hers: string[], typed: string[]): boolean {
  const [a, b] = [hers.join(''), typed.join('')]
  return Math.min(a.length, b.length) >= LONG && distance(a, b) <= 1
}

/** "Jean" and "Jean-Pierre", "J." and "Jean", or one says none. */
function givenMayAgree(hers: string[], typed: string[]): boolean {
  if (isWithin(hers, typed) || isWithin(typed, hers)) return true
  return hers.length === typed.length && hers.every((word, n) => word === typed[n] || areInitial(word, typed[n]!))
}

const areInitial = (a: string, b: string) => (a.length === 1 || b.length === 1) && a[0] === b[0]

const isWithin = (some: string[], all: string[]) => some.every((word) => all.includes(word))

/** Who of those who hold an address bears a name: one, `several` that it could be, or nobody yet. A slip in a family name is one only where nobody else holds it. */
export function bearerAmong<H extends Holding>(holders: H[], name: Named): H | 'several' | undefined {
  const of = (meant: Likeness) => holders.filter((holder) => likeness(holder, name) === meant)
  const same = of('same')
  // Whose name it is today goes before whose it was.
  const today = same.filter((holder) => bearerOf(holder) === bearerOf(name))
  const once = same.filter(({ bearer }) => bearer === bearerOf(name))
  const [found, ...others] = [today, once, same, of('open')].find((some) => some.length > 0) ?? []
  if (found) return others.length > 0 ? 'several' : found
  const [alone, ...more] = holders
  const isSlip =
    alone && more.length === 0 && likeness(alone, name) === 'renamed' && areSlips(wordsOf(alone).family, wordsOf(name).family)
  return isSlip ? alone : undefined
}

/** The same for who signs at her own mailbox: where nobody else holds it, another family name is a new one of hers. Whom her name leaves open among several is nobody of them. */
export function signerAmong<H extends Holding>(holders: H[], name: Named): H | undefined {
  const found = bearerAmong(holders, name)
  if (found) return found === 'several' ? undefined : found
  const [alone, ...others] = holders
  return alone && others.length === 0 && likeness(alone, name) === 'renamed' ? alone : undefined
}
