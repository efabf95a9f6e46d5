import type { Id } from '#platform/db/id'
import { narrow } from '#platform/db/handle'
import type { TerritoryCard } from '#territories'

export type KeyId = Id<'key'>

type ApiKey = {
  id: KeyId
  name: string
  /** null: a second person has not allowed it yet, and it opens nothing. */
  token_hash: Buffer | null
  hint: string | null
  permissions: string[]
  area_id: string | null
  place_id: string | null
  given_by: string | null
  given_at: Date
  ends_at: Date
  /** null: as many as anybody. */
  persons_a_day: number | null
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
