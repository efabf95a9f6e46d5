import type { ColumnType, Generated } from 'kysely'
import type { AccountId } from '#platform/auth/session'
import { narrow } from '#platform/db/handle'
import type { Id } from '#platform/db/id'
import type { BankFormat as Format, BankLine, CsvAsked, CsvChoices } from '../banking/index.ts'
import type { RecipientId } from '../core/index.ts'
import type { Brings, Candidate, FileRefusal, LineState } from '../reconciling/index.ts'

export type FileId = Id<'bank-file'>
export type LineId = Id<'bank-line'>
type GiftId = Id<'gift'>

/** A bigint, as the driver gives it: a text. `amountOf` reads it. */
type Big = ColumnType<string, number, number>
type MaybeBig = ColumnType<string | null, number | null, number | null>
/** Written as JSON, read as what it says. */
type Json<T> = ColumnType<T, string | undefined, string>
type MaybeJson<T> = ColumnType<T | null, string | null | undefined, string | null>

/** A day of which a file says another sum than what is kept. */
type OddDay = { day: string; file: number; kept: number }
type FileState = 'asked' | 'reading' | 'matching' | 'done' | 'refused'

type BankFileRow = {
  id: FileId
  recipient_id: RecipientId
  name: string
  digest: Buffer
  size: number
  state: FileState
  choices: Json<Partial<CsvChoices>>
  asked: MaybeJson<CsvAsked>
  refusal: MaybeJson<FileRefusal>
  lines_all: Generated<number>
  lines_done: Generated<number>
  known: Generated<number>
  odd_days: Json<OddDay[]>
  brought_by: AccountId | null
  brought_at: Date
  ended_at: Date | null
}

type BankStatementRow = {
  file_id: FileId
  n: number
  format: Format
  number: string | null
  currency: string
  opening: MaybeBig
  opened_on: string | null
  closing: MaybeBig
  closed_on: string | null
  came_in: Big
  went_out: Big
  lines: number
  pending: number
}

type BankLineRow = {
  id: LineId
  recipient_id: RecipientId
  file_id: FileId
  line: number
  currency: string
  booked: string
  valued: string | null
  amount: Big
  reversal: boolean
  kind: string | null
  refs: Json<BankLine['references']>
  text: string
  name: string | null
  iban: string | null
  returned: string | null
  count: number
  state: LineState
  candidates: Json<Candidate[]>
  gift_id: GiftId | null
  brought_kind: Exclude<Brings, 'gift'> | null
  brought_id: string | null
  other_id: LineId | null
  payout: string | null
  note: string | null
  decided_by: AccountId | null
  decided_at: Date | null
}

type Tables = {
  bank_file: BankFileRow
  bank_piece: { file_id: FileId; n: number; bytes: Buffer }
  bank_statement: BankStatementRow
  bank_line: BankLineRow
  bank_sight: { recipient_id: RecipientId; key: string; line_id: LineId; format: Format }
}

export const db = narrow<Tables>()
