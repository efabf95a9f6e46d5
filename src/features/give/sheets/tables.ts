import type { ColumnType } from 'kysely'
import type { AccountId } from '#platform/auth/session'
import { narrow } from '#platform/db/handle'
import type { Id } from '#platform/db/id'
import type { RecipientId } from '../core/index.ts'
import type { GiftId } from '../giving/index.ts'

export type SheetId = Id<'gift-sheet'>
/** Means by which money comes in a hand. */
export type InHandMode = 'cheque' | 'cash'

type Sheet = {
  id: SheetId
  recipient_id: RecipientId
  mode: InHandMode
  /** YYYY-MM-DD, by the clocks of the books. */
  came_on: ColumnType<string, string, never>
  slip: string | null
  account_id: AccountId
  made_at: Date
}
type SheetRow = { sheet_id: SheetId; n: number; gift_id: GiftId; cheque: string | null }

export const db = narrow<{ gift_sheet: Sheet; gift_sheet_row: SheetRow }>()
