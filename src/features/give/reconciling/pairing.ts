import type { BankFormat as Format, BankLine } from '../banking/index.ts'

/** A line as a file tells it. */
export type Told = Pick<BankLine, 'key' | 'booked' | 'amount' | 'references' | 'text' | 'name' | 'iban'>
/** A line that is kept, with the keys and formats by which it was told. */
export type Kept = Omit<Told, 'key'> & { id: string; keys: string[]; formats: Format[] }

/** Days by which formats may date one movement differently: when the bank booked it, and when it was ordered. */
export const APART = 4
const DAY = 86_400_000
/** Of more that look alike on one day, so many are compared with one. */
const MOST_COMPARED = 50

/**
 * Which kept line each told one is; those that are none are new. In one format the key decides: what it says twice happened twice. Another format
 * tells of the same movement in other words, so there the day and the amount decide, and of several what they say; on another day a reference in common must
 * speak for it. Where both tell the same amounts of a day, it is the same day, whatever their words.
 */
export function pairLines(told: readonly Told[], kept: readonly Kept[], format: Format): Map<string, string> {
  const pairs = new Map<string, string>()
  const taken = new Set<string>()
  const take = (key: string, id: string) => {
    pairs.set(key, id)
    taken.add(id)
  }
  const byKey = new Map(kept.flatMap((one) => one.keys.map((key) => [key, one.id] as const)))
  for (const { key } of told) {
    const same = byKey.get(key)
    if (same !== undefined) take(key, same)
  }
  const free = kept.filter(({ id }) => !taken.has(id)).map(seen)
  if (free.length === 0) return pairs
  const near = nearOf(free)
  const whole = sameDays(told, kept)
  const left = told.filter(({ key }) => !pairs.has(key)).map(seen)
  const found = left.flatMap((one) => near(one).flatMap((other) => scored(one, other, { format, whole })))
  for (const { key, id } of found.toSorted((a, b) => b.score - a.score)) if (!pairs.has(key) && !taken.has(id)) take(key, id)
  return pairs
}

type Seen<T> = T & { hard: string[]; words: Set<string>; at: number }

const seen = <T extends Omit<Told, 'key'>>(line: T): Seen<T> => ({
  ...line,
  hard: referencesOf(line),
  words: wordsOf(line),
  at: Date.parse(line.booked),
})

/** Kept lines that a told one may be: those of its amount with a reference of its own, else those of its day. */
function nearOf(free: Seen<Kept>[]): (told: Seen<Told>) => Seen<Kept>[] {
  const byReference = Map.groupBy(
    free.flatMap((one) => one.hard.map((reference) => ({ reference, one }))),
    ({ reference, one }) => `${one.amount} ${reference}`,
  )
  const byDay = Map.groupBy(free, ({ booked, amount }) => `${booked} ${amount}`)
  return (told) => {
    const alike = told.hard.flatMap((reference) => byReference.get(`${told.amount} ${reference}`) ?? []).map(({ one }) => one)
    const sameDay = (byDay.get(`${told.booked} ${told.amount}`) ?? []).slice(0, MOST_COMPARED)
    return [...new Set([...alike.slice(0, MOST_COMPARED), ...sameDay])]
  }
}

type Pair = { key: string; id: string; score: number }

function scored(told: Seen<Told>, kept: Seen<Kept>, how: { format: Format; whole: Set<string> }): Pair[] {
  const hard = told.hard.some((one) => kept.hard.includes(one))
  const common = [...told.words].filter((word) => kept.words.has(word)).length
  const against = isAgainst(told, kept, { hard, common })
  if (!mayPair(told, kept, { ...how, hard, against })) return []
  const points = [
    kept.booked === told.booked && 200,
    hard && 100,
    told.iban !== null && told.iban === kept.iban && 20,
    against && -90,
    Math.min(20, common),
  ]
  return [{ key: told.key, id: kept.id, score: points.reduce<number>((sum, one) => sum + (one || 0), 0) }]
}

type How = { format: Format; whole: Set<string>; hard: boolean; against: boolean }

function mayPair(told: Seen<Told>, kept: Seen<Kept>, { format, whole, hard, against }: How): boolean {
  const sameDay = kept.booked === told.booked
  const wholeDay = sameDay && whole.has(told.booked)
  // What one format told in other words before: the bank wrote the line anew.
  if (kept.formats.includes(format)) return hard && !against && wholeDay
  if (!sameDay) return hard && !against && Math.abs(kept.at - told.at) <= APART * DAY
  return !against || wholeDay
}

/** Whether two tellings cannot be of one movement: other accounts; or other names or references, and nothing in common. */
function isAgainst(told: Seen<Told>, kept: Seen<Kept>, { hard, common }: { hard: boolean; common: number }): boolean {
  if (told.iban !== null && kept.iban !== null && told.iban !== kept.iban) return true
  if (hard) return false
  const strangers = told.name !== null && kept.name !== null && common === 0
  return (
    strangers ||
    rival(told.references.creditor, kept.references.creditor) ||
    rival(told.references.endToEnd, kept.references.endToEnd)
  )
}

const rival = (a: string | undefined, b: string | undefined) => a !== undefined && b !== undefined && bare(a) !== bare(b)

/** Days of which both tell the same amounts, as often each. */
function sameDays(told: readonly Told[], kept: readonly Kept[]): Set<string> {
  const [a, b] = [amountsByDay(told), amountsByDay(kept)]
  return new Set([...a].filter(([day, amounts]) => amounts === b.get(day)).map(([day]) => day))
}

function amountsByDay(lines: readonly { booked: string; amount: number }[]): Map<string, string> {
  const days = Map.groupBy(lines, ({ booked }) => booked)
  const written = (all: readonly { amount: number }[]) => all.map(({ amount }) => amount).toSorted((x, y) => x - y)
  return new Map([...days].map(([day, all]) => [day, written(all).join(' ')]))
}

const bare = (text: string) => text.toUpperCase().replace(/[^0-9A-Z]+/g, '')

/** Shorter ones stand in too many texts. */
const SHORTEST = 6

function referencesOf({ references, text }: Pick<Told, 'references' | 'text'>): string[] {
  const within = [...bare(text).matchAll(/RF\d{8,23}/g)].map(([one]) => one)
  return [...new Set([...Object.values(references).map(bare), ...within])].filter((one) => one.length >= SHORTEST)
}

const wordsOf = ({ name, text }: Pick<Told, 'name' | 'text'>) =>
  new Set(
    `${name ?? ''} ${text}`
      .normalize('NFD')
      .replace(/\p{M}/gu, '')
      .toUpperCase()
      .split(/[^0-9A-Z]+/)
      .filter((word) => word.length > 2),
  )
