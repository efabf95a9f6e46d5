import { distance, sortName } from '#platform/text/names'
import { normalise } from '#platform/text/normalise'

/** A name as somebody typed it, or a file has it; either part may be empty. */
export type Named = { given_name: string; family_name: string | null }

/** Somebody who holds an address. `bearer`: the name under which she came to hold it, as `bearerOf` gives it. */
export type Holding = Named & { bearer?: string | null }

/**
 * Whether a name is that of who holds an address. `same`: given name and family name agree. `renamed`: the given name alone does. `open`: nothing says that she
 * is somebody else (an initial, no name at all, all in one cell). `near`: one more given name, which may be hers or a daughter's. `other`: somebody else, who
 * shares the address.
 */
export type Likeness = 'same' | 'renamed' | 'open' | 'near' | 'other'

/** Words that join two people in one record. */
const JOINTS = new Set(['et', 'and', 'y', 'e', 'und', 'ou'])
/** A family name with one slip is the same from so many letters on. */
const LONG = 5

/** Under which name somebody holds an address; of two who come at once under the same the database lets one. */
export function bearerOf(name: Named): string {
  return partsOf(name).sorted
}

/** A name that stands in one cell: what comes first is the given name, as far as anybody can tell. */
export function namedIn(cell: string): Named {
  const [given_name = '', ...family] = cell.trim().split(/\s+/)
  return { given_name, family_name: family.join(' ') || null }
}

export function likeness(holder: Holding, name: Named): Likeness {
  const [hers, typed] = [partsOf(holder), partsOf(name)]
  if (typed.sorted !== '' && (typed.sorted === hers.sorted || typed.sorted === holder.bearer)) return 'same'
  if (hers.sorted === '' || typed.sorted === '') return 'open'
  if (hers.given.length > 0 && hers.first === typed.first) return familiesAgree(hers.family, typed.family) ? 'same' : 'renamed'
  return alike(hers, typed)
}

/** The same of two given names that differ, or of which one is missing. */
function alike(hers: Parts, typed: Parts): Likeness {
  if (hers.isJoint || typed.isJoint) return 'other'
  if (hers.words === typed.words) return 'open'
  if (!familiesAgree(hers.family, typed.family)) return 'other'
  if (hers.given.length === 0 || typed.given.length === 0 || areInitials(hers.given, typed.given)) return 'open'
  return isWithin(hers.given, typed.given) || isWithin(typed.given, hers.given) ? 'near' : 'other'
}

/** A name, taken apart. `words`: all of them, in order of the alphabet. */
type Parts = { given: string[]; family: string[]; first: string; sorted: string; words: string; isJoint: boolean }

/** A village has thousands at one mailbox, and each is compared with the others. */
const known = new WeakMap<Named, Parts>()

function partsOf(name: Named): Parts {
  const found = known.get(name)
  if (found) return found
  const [given, family] = [name.given_name, name.family_name ?? ''].map((part) => normalise(part).split(' ').filter(Boolean)) as [
    string[],
    string[],
  ]
  const words = [...new Set([...given, ...family])].toSorted().join(' ')
  const isJoint = given.some((word) => JOINTS.has(word))
  const parts = { given, family, first: given.join(' '), sorted: sortName(name), words, isJoint }
  known.set(name, parts)
  return parts
}

/** Both families are one, or one says none: "Le Roy" and "Leroy", "Dupont" and "Dupont-Morel", "D." and "Dupont". */
function familiesAgree(hers: string[], typed: string[]): boolean {
  return isWithin(hers, typed) || isWithin(typed, hers) || hers.join('') === typed.join('') || areInitials(hers, typed)
}

/** One slip in a family name that is long enough: "Dupond" and "Dupont". */
function areSlips(hers: string[], typed: string[]): boolean {
  const [a, b] = [hers.join(''), typed.join('')]
  return Math.min(a.length, b.length) >= LONG && distance(a, b) <= 1
}

/** "J." and "Jean", "J-P" and "Jean-Pierre". */
function areInitials(hers: string[], typed: string[]): boolean {
  return hers.length === typed.length && hers.every((word, n) => word === typed[n] || areInitial(word, typed[n]!))
}

const areInitial = (a: string, b: string) => (a.length === 1 || b.length === 1) && a[0] === b[0]

const isWithin = (some: string[], all: string[]) => some.every((word) => all.includes(word))

/** Those of them whom a name could mean, as near as any is: one is she, several are told apart by nothing. */
export function meantBy<H extends Holding>(holders: H[], name: Named): H[] {
  const of = (meant: Likeness) => holders.filter((holder) => likeness(holder, name) === meant)
  const same = of('same')
  // Whose name it is today goes before whose it was, and of two of one name who came by it.
  const today = same.filter((holder) => bearerOf(holder) === bearerOf(name))
  const came = (some: H[]) => some.filter(({ bearer }) => bearer === bearerOf(name))
  const found = [came(today), today, came(same), same, of('open')].find((some) => some.length > 0)
  if (found) return found
  // A slip in a family name is one only where nobody else holds the address.
  const isSlip = (alone: H) => likeness(alone, name) === 'renamed' && areSlips(partsOf(alone).family, partsOf(name).family)
  return holders.length === 1 && isSlip(holders[0]!) ? holders : []
}

/** Whether somebody may bear a name that stands in one cell. */
export function mayBeCalled(person: Named, cell: string): boolean {
  return likeness(person, namedIn(cell)) !== 'other'
}

/** Who of those who hold an address bears a name: one, `several` that it could be, or nobody yet. */
export function bearerAmong<H extends Holding>(holders: H[], name: Named): H | 'several' | undefined {
  const [found, ...others] = meantBy(holders, name)
  return others.length > 0 ? 'several' : found
}

/**
 * The same for who signs at her own mailbox: where nobody else holds it, another family name is a new one of hers. Of several of one name she is the first;
 * whom her name leaves open among several is nobody of them.
 */
export function signerAmong<H extends Holding>(holders: H[], name: Named): H | undefined {
  const [found, ...others] = meantBy(holders, name)
  if (found) return others.length === 0 || likeness(found, name) === 'same' ? found : undefined
  const [alone, ...more] = holders
  return alone && more.length === 0 && likeness(alone, name) === 'renamed' ? alone : undefined
}

/** Whether a name that means somebody may take the place of hers: what leaves it open says less than she has, and so does the same in one cell. */
export function saysMore(holder: Holding, name: Named): boolean {
  const [hers, typed] = [partsOf(holder), partsOf(name)]
  const isOtherCut = hers.words === typed.words && hers.first !== typed.first
  return holder.given_name === '' || !(isOtherCut || likeness(holder, name) === 'open')
}
