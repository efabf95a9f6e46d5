import type { Id } from '../db/id.ts'

export type AccountId = Id<'account'>

/** Somebody who is signed in. */
export type Session = { id: string; account: AccountId; email: string; strongAt: Date | null; hasTotp: boolean; since: Date }

export type OpenSession = { id: string; since: Date; browser: string | null; current: boolean }
