import type { AccountId } from '#platform/auth/session'
import { narrow } from '#platform/db/handle'
import type { GroupCard } from '#groups'
import type { RecipientId } from '../core/index.ts'

/** What somebody should see. */
export type Look = 'foreign-card' | 'pair' | 'after-filing' | 'refund'

type BookLook = { recipient_id: RecipientId; what: Look; subject: string; account_id: AccountId; at: Date }

export const db = narrow<{ book_look: BookLook }, GroupCard>()
