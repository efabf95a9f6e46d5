import type { Whom } from './law.ts'
import type { Mode, What } from './schema.ts'

/** To whom: with the days in which she collects as her mandataire said, when her account was filed, her ceiling of spending (null: none is known). */
export type AskedRecipient = Whom & {
  collects?: { from: Date; to: Date | null }
  /** The day of the first round, `YYYY-MM-DD`. */
  voteOn?: string
  filedAt?: Date
  ceiling?: number | null
}

/** A sum of money, in the smallest unit of its currency. `for`: what its giver wants it used for, if she said so. */
type AskedGift = { amount: number; currency: string; mode: Mode; at: Date; what?: What; for?: string }

/** Who gives, as she says. `adult`: that she is of age, where she does not give her birth date (`YYYY-MM-DD`). */
export type AskedDonor = {
  kind: 'natural' | 'legal' | 'unknown'
  /** ISO 3166-1; of several, that of the recipient's country. */
  nationality?: string
  /** The country of her home for taxes. */
  residence?: string
  birthDate?: string
  adult?: boolean
  declarations: string[]
}

/**
 * May this gift be taken? `earlier`: what this person gave in the scope (`scopeOf`), paid and under way; `lookalikes`: the same of those who may be her
 * in another spelling; `cashSum`: all cash that the recipient has taken; `card`: what the means of payment says of its holder.
 */
export type Asked = {
  recipient: AskedRecipient
  gift: AskedGift
  donor: AskedDonor
  earlier: number
  lookalikes: number
  cashSum: number
  card?: { country?: string; business?: boolean; holder?: string }
}
