import type { Id } from '#platform/db/id'
import { narrow } from '#platform/db/handle'
import type { TerritoryCard } from '#territories'

export type KeyId = Id<'key'>

type ApiKey = {
  id: KeyId
  name: string
  token_hash: Buffer
  hint: string
  permissions: string[]
  area_id: string | null
  place_id: string | null
  given_by: string | null
  given_at: Date
  ends_at: Date
  /** YYYY-MM-DD: the last day on which it was used */
  used_on: string | null
}

type ApiAnswer = {
  caller: string
  idempotency_key: string
  fingerprint: Buffer
  status: number | null
  body: unknown
  answered_at: Date
}

type Tables = { api_key: ApiKey; api_answer: ApiAnswer }
/** Of the platform: who signed in. */
type AccountCard = { account: { id: string; email: string } }

export const db = narrow<Tables, TerritoryCard & AccountCard>()
