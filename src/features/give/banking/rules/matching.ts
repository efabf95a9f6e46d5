import { slipsOf } from '#platform/text/names'
import type { BankLine } from '../statement.ts'
import { isName, mayBe, payerWords } from './payers.ts'
import { compact, readReference, referencesWithin } from './references.ts'

/** A transfer that somebody promised, and was given a reference for. */
export type Promised = { id: string; reference: string; amount: number; currency: string; name: string }
/** What speaks for a promise, and what against it. */
type Reason = 'reference' | 'slip' | 'name' | 'other-amount' | 'other-currency' | 'other-payer' | 'already' | 'several'
type Candidate = { promise: string; reasons: Reason[] }
/** `certain`: may be booked by itself. `doubtful`: somebody looks, the likeliest first. `none`: nothing promised looks like it. */
export type Match = { key: string } & (
  | { state: 'certain'; promise: string }
  | { state: 'doubtful'; candidates: Candidate[] }
  | { state: 'none' }
)

const MOST_CANDIDATES = 5
/** Shorter references, without their RF and check, stand in a text by chance. */
const SHORTEST_BODY = 6

/**
 * Which promised transfer each line is. Certain is what bears the whole reference of one promise, whose check is right, with its amount in its currency,
 * from an account that the donor may hold (another's name is no slip: whose gift it is, the law asks), and only the first that does. All else is
 * doubtful: a reference with a slip or without its check, or the amount with the very name and no reference. What goes out, is undone, or
 * is the sum of several is no promise kept.
 */
export function matchLines(
  { currency, lines }: { currency: string; lines: readonly BankLine[] },
  promises: readonly Promised[],
): Match[] {
  const index = indexOf(promises)
  const taken = new Set<Known>()
  const found = lines.map((line) =>
    line.amount > 0 && !line.reversal && line.returned === null && line.count === 1 ? byReference(line, index, currency) : [],
  )
  const certain = found.map(([one, ...others]) => {
    if (!one || others.length > 0 || one.reasons.length > 1 || one.reasons[0] !== 'reference') return undefined
    if (taken.has(one.known)) one.reasons.push('already')
    return one.reasons.length > 1 ? undefined : (taken.add(one.known), one.known)
  })
  return lines.map((line, at): Match => {
    const known = certain[at]
    if (known) return { key: line.key, state: 'certain', promise: known.id }
    const eligible = line.amount > 0 && !line.reversal && line.returned === null && line.count === 1
    const candidates = found[at]!.length > 0 || !eligible ? found[at]! : byName(line, index, { currency, taken })
    if (candidates.length === 0) return { key: line.key, state: 'none' }
    const shown = candidates.slice(0, MOST_CANDIDATES).map(({ known, reasons }) => ({ promise: known.id, reasons }))
    return { key: line.key, state: 'doubtful', candidates: shown }
  })
}

type Known = Promised & { words: string[] }
type Found = { known: Known; reasons: Reason[] }
type Index = {
  exact: Map<string, Known>
  /** By their digits without zeros before them, which the check does not see: a zero lost makes of one reference another. */
  bare: Map<string, number>
  bodies: Map<string, Known[]>
  bodyLengths: number[]
  slips: Map<string, Known[]>
  lengths: number[]
  /** By amount and each word of the name, with what a slip makes of it. */
  names: Map<string, Known[]>
}

function indexOf(promises: readonly Promised[]): Index {
  const index: Index = {
    exact: new Map(),
    bare: new Map(),
    bodies: new Map(),
    bodyLengths: [],
    slips: new Map(),
    lengths: [],
    names: new Map(),
  }
  const [bodyLengths, lengths] = [new Set<number>(), new Set<number>()]
  for (const promise of promises) {
    const known = { ...promise, words: payerWords(promise.name) }
    const { reference } = known
    if (index.exact.has(reference)) throw new Error(`The reference ${reference} was given twice`)
    index.exact.set(reference, known)
    index.bare.set(bareOf(reference), (index.bare.get(bareOf(reference)) ?? 0) + 1)
    lengths.add(reference.length)
    for (const form of slipsOf(reference)) add(index.slips, form, known)
    const body = reference.slice(4)
    if (body.length >= SHORTEST_BODY) {
      add(index.bodies, body, known)
      bodyLengths.add(body.length)
    }
    // By what follows the first name, which banks shorten and many share.
    const family = known.words.length > 1 ? known.words.slice(1) : known.words
    for (const word of family) for (const form of slipsOf(word)) add(index.names, `${known.amount} ${form}`, known)
  }
  index.bodyLengths = [...bodyLengths]
  index.lengths = [...new Set([...lengths].flatMap((length) => [length, length - 1, length + 1]))]
  return index
}

const bareOf = (reference: string) => reference.slice(4).replace(/^0+/, '')

function add<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key)
  if (!list) map.set(key, [value])
  else if (list.at(-1) !== value) list.push(value)
}

function byReference(line: BankLine, index: Index, currency: string): Found[] {
  const { creditor, endToEnd } = line.references
  const written = [creditor, endToEnd, line.text].filter((text) => text !== undefined)
  const exact = new Set(written.flatMap((text) => knownIn(text, index)))
  const slipped = exact.size > 0 ? [] : written.flatMap((text) => slippedIn(text, index))
  const twins = [...exact].some(({ reference }) => index.bare.get(bareOf(reference))! > 1)
  const several: Reason[] = exact.size > 1 || twins ? ['several'] : []
  const payer = payerWords(line.name ?? '')
  const against = (known: Known): Reason[] => [
    ...(known.currency === currency ? [] : (['other-currency'] as const)),
    ...(known.amount === line.amount ? [] : (['other-amount'] as const)),
    ...(mayBe(payer, known.words) ? [] : (['other-payer'] as const)),
  ]
  const found = [...exact].map((known): Found => ({ known, reasons: ['reference', ...several, ...against(known)] }))
  const near = [...new Set(slipped)].map((known): Found => ({ known, reasons: ['slip', ...against(known)] }))
  return [...found, ...near].toSorted((a, b) => a.reasons.length - b.reasons.length)
}

function knownIn(text: string, { exact }: Index): Known[] {
  const whole = readReference(text)
  const all = whole ? [whole, ...referencesWithin(text)] : referencesWithin(text)
  const known = all.filter((reference) => exact.has(reference))
  // One that is the beginning of another is that other.
  return known
    .filter((one) => !known.some((other) => other !== one && other.startsWith(one)))
    .flatMap((one) => exact.get(one) ?? [])
}

/** Where a reference may begin, one of its two letters being the slip. */
const BEGINS = /R(?=.?\d)|F(?=\d)/g

function slippedIn(text: string, { slips, lengths, bodies, bodyLengths }: Index): Known[] {
  const written = compact(text)
  const found: Known[] = []
  for (const length of bodyLengths)
    for (let at = 0; at + length <= written.length; at++) found.push(...(bodies.get(written.slice(at, at + length)) ?? []))
  const starts = new Set([...written.matchAll(BEGINS)].flatMap(({ index }) => [index, Math.max(0, index - 1)]))
  const pieces = [...starts].flatMap((at) => lengths.map((length) => written.slice(at, at + length)))
  for (const form of pieces.flatMap((piece) => slipsOf(piece))) found.push(...(slips.get(form) ?? []))
  return found
}

function byName(line: BankLine, { names }: Index, { currency, taken }: { currency: string; taken: Set<Known> }): Found[] {
  const payer = payerWords(line.name ?? '')
  // Where the bank knows no name it may stand in the text.
  const words = payer.length > 0 ? payer : payerWords(line.text)
  const near = new Set(words.flatMap((word) => slipsOf(word).flatMap((form) => names.get(`${line.amount} ${form}`) ?? [])))
  return [...near]
    .filter((known) => !taken.has(known) && known.currency === currency && isName(words, known.words))
    .map((known) => ({ known, reasons: ['name'] }))
}
