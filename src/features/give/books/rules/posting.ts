import { clockIn } from '#platform/i18n/moments'
import type { BookAccountId, BookId } from '../tables.ts'

/** Whose books, and the zone whose days they keep. */
export type Book = { id: BookId; zone: string }
/** What made an entry: a payment, a gift, a payout. With `what` it names the entry, in all books. */
export type Cause = { kind: string; id: string }
/** Debited above zero, credited below, in the smallest unit of the account's currency. */
export type Line = { account: BookAccountId; amount: number }
export type Posting = { book: Book; at: Date; cause: Cause; what: string; lines: readonly Line[] }

/** From a day to a day, both within, as the book's zone has them. */
export type Period = { from: string; to: string }

export const dayOf = ({ book, at }: Pick<Posting, 'book' | 'at'>): string => clockIn(book.zone, at).day

/** Which entry it is. */
export const keyOf = ({ cause, what }: Pick<Posting, 'cause' | 'what'>): string => JSON.stringify([cause.kind, cause.id, what])

/** The lines in one order, to see whether two say the same. */
const writtenLines = (lines: readonly Line[]): string =>
  lines
    .map(({ account, amount }) => `${account} ${amount}`)
    .toSorted()
    .join('\n')

/** Told twice, each cause stands once; told in two ways it is a bug, and throws. */
export function distinct(postings: readonly Posting[]): Posting[] {
  const found = new Map<string, Posting>()
  for (const posting of postings) {
    const key = keyOf(posting)
    const before = found.get(key)
    if (before) assertSame(posting, { book: before.book.id, lines: before.lines })
    else found.set(key, posting)
  }
  return [...found.values()]
}

/** Throws when what stands for a cause is not what is told of it now. */
export function assertSame(posting: Posting, stands: { book: BookId; lines: readonly Line[] }): void {
  if (stands.book !== posting.book.id || writtenLines(stands.lines) !== writtenLines(posting.lines))
    throw new Error(`The books say something else of ${keyOf(posting)} already`)
}

/** Throws for what the database would refuse at the end only, far from whoever told it. */
export function assertWhole({ lines, ...posting }: Posting): void {
  if (lines.length < 2 || !lines.every(({ amount }) => Number.isSafeInteger(amount) && amount !== 0))
    throw new RangeError(`${keyOf(posting)} has no lines of whole amounts`)
}
