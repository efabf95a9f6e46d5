import type { ColumnType } from 'kysely'
import type { AccountId } from '#platform/auth/session'
import { narrow } from '#platform/db/handle'
import type { Id } from '#platform/db/id'
import type { RecipientCard, RecipientId } from '../core/index.ts'
import type { GiftCard, GiftId } from '../giving/index.ts'

export type SheetId = Id<'gift-sheet'>
/** Means by which money comes in a hand. */
export type InHandMode = 'cheque' | 'cash'
/** What somebody should see. */
export type Look = 'foreign-card' | 'pair' | 'after-filing'

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
type BookLook = { recipient_id: RecipientId; what: Look; subject: string; account_id: AccountId; at: Date }

type Tables = { gift_sheet: Sheet; gift_sheet_row: SheetRow; book_look: BookLook }

export const db = narrow<Tables, GiftCard & RecipientCard>()
