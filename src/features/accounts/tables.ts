import { narrow } from '#platform/db/handle'
import type { Locale } from '#platform/i18n/locales'

export type RequestId = string

type SignInRequest = {
  id: RequestId
  email: string
  mailbox_hash: Buffer
  locale: Locale
  asked_at: Date
  sent_at: Date | null
}

export const db = narrow<{ sign_in_request: SignInRequest }>()
