import type { Id } from '../db/id.ts'

export type AccountId = Id<'account'>

/** In the place of a person: none of those who hold the mailbox. */
export const NONE_OF_THEM: Id<'person'> = '00000000-0000-0000-0000-000000000000'

/** Somebody who is signed in. `speaksFor`: whom of those who hold the mailbox, as she said; null: nobody asked. */
export type Session = {
  id: string
  account: AccountId
  email: string
  strongAt: Date | null
  hasTotp: boolean
  since: Date
  speaksFor: Id<'person'> | null
}

export type OpenSession = { id: string; since: Date; browser: string | null; current: boolean }
