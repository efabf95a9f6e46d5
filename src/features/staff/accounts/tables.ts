import type { Id } from '#platform/db/id'
import type { AccountId } from '#platform/auth/session'
import type { Generated } from 'kysely'
import { narrow } from '#platform/db/handle'
import type { Locale } from '#platform/i18n/locales'

export type RequestId = Id<'sign-in-request'>

type SignInRequest = {
  id: RequestId
  email: string
  mailbox_hash: Buffer
  locale: Locale
  asked_at: Date
  sent_at: Date | null
  /** Of a request to move an account: which, and from where. */
  account_id: AccountId | null
  from_email: string | null
  /** for whom it spoke */
  person_id: Id<'person'> | null
  done_at: Date | null
  /** SHA-256 of what the asking browser holds; null for a move. */
  browser_hash: Buffer | null
  network_hash: Buffer | null
  known: Generated<boolean>
  warned: Generated<boolean>
  tries: Generated<number>
  used_at: Date | null
}

/** The part of better-auth's table that is read here. */
type Account = { id: AccountId; email: string }

type SpentCode = { account_id: AccountId; code: string; spent_at: Date }

export const db = narrow<{ sign_in_request: SignInRequest; spent_code: SpentCode; account: Account }>()
