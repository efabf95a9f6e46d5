import { createHash } from 'node:crypto'
import { decimalOf } from '#platform/money'

type References = {
  /** What the payer's bank was told to hand through (EndToEndId, EREF). */
  endToEnd?: string
  mandate?: string
  /** Structured creditor reference, as it came. */
  creditor?: string
  /** The bank's own of this line. */
  bank?: string
}

/** One movement as the bank tells it; of a batch with details each of these. */
export type BankLine = {
  /** The same in each file that holds this movement, and in no other movement: by it nothing is taken twice. */
  key: string
  /** Where it stands in the file, from 1. */
  line: number
  /** Days, `YYYY-MM-DD`: when the bank booked it, and from when it counts for interest. */
  booked: string
  valued: string | null
  /** Came in above zero, went out below, in the smallest unit of the statement's currency. */
  amount: number
  /** It undoes one of before. */
  reversal: boolean
  /** What kind of movement, in the bank's code. */
  kind: string | null
  references: References
  /** What the payer wrote. */
  text: string
  name: string | null
  iban: string | null
  /** Why a payment came back: a code of ISO 20022 (AC04), or of the bank. */
  returned: string | null
  /** Movements in it: more than one where the bank says no more of a batch than its sum. */
  count: number
}

export type BankBalance = { day: string; amount: number }

/** A booking of several movements at once, with each of them. */
export type BankBatch = { booked: string; amount: number; bank: string | undefined; lines: BankLine[] }

/** `camt-report`: what was booked so far of a day; `camt-notice`: details alone, no line of its own. */
export type BankFormat = 'camt' | 'camt-report' | 'camt-notice' | 'mt940' | 'csv'

export type BankStatement = {
  format: BankFormat
  /** IBAN, or what else the bank calls the account; null: the file does not say. */
  account: string | null
  currency: string
  number: string | null
  opening: BankBalance | null
  closing: BankBalance | null
  lines: BankLine[]
  /** Those of its lines that the bank booked in one, if it says so. */
  batches?: BankBatch[]
  /** What the bank announces and has not booked: in no sum. */
  pending: number
}

/** Why a file is refused: a text `banking.refused.WHY`, with the line where it is seen. */
export type Why =
  | 'amount'
  | 'balances'
  | 'currency'
  | 'date'
  | 'details'
  | 'encoding'
  | 'kind'
  | 'large'
  | 'shape'
  | 'sum'
  | 'twice'
  | 'xml'
export type Refusal = { why: Why; line: number; values: Record<string, string> }

/** Stops the reading of a file. Stays within this room: `readBankFile` gives the refusal. */
export class Refused extends Error {
  readonly refusal: Refusal

  constructor(why: Why, line: number, values: Record<string, string> = {}) {
    super(`${why} at line ${line}`)
    this.refusal = { why, line, values }
  }
}

export type Unkeyed = Omit<BankLine, 'key'>

/** Gives each line its key: by what it says, and of several that say the same of one day by their order. For all statements of a file. */
export function keyed(account: string | null, lines: Unkeyed[], seen: Map<string, number>): BankLine[] {
  return lines.map((line) => {
    const { booked, valued, amount, reversal, kind, references, text, name, iban } = line
    const said = JSON.stringify([
      account,
      booked,
      valued,
      amount,
      reversal,
      kind,
      Object.entries(references).toSorted(),
      text,
      name,
      iban,
    ])
    const nth = (seen.get(said) ?? 0) + 1
    seen.set(said, nth)
    return { key: createHash('sha256').update(`${nth} ${said}`).digest('base64url'), ...line }
  })
}

type Sums = { opening: BankBalance | null; closing: BankBalance | null; currency: string; line: number }

/** Refuses what does not add up: a line was lost, or read wrong. `line`: where the closing balance stands. */
export function prove(lines: readonly Unkeyed[], { opening, closing, currency, line }: Sums): void {
  if (!opening || !closing) throw new Refused('balances', line)
  let found = opening.amount
  for (const { amount } of lines) found += amount
  if (!Number.isSafeInteger(found)) throw new Refused('large', line)
  if (found !== closing.amount)
    throw new Refused('sum', line, { found: decimalOf(found, currency), said: decimalOf(closing.amount, currency), currency })
}
