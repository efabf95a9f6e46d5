import type { DayOrder } from '#platform/text/day'

/** What each column becomes, by its name in the file. */
export type Mapping = Record<string, string>

/** Whether what a file says in its columns counts as what people agreed to. */
export type How = 'column' | 'none'

/** What the person who imports says of the file. */
export type Said = {
  origin: string
  basis: string
  proof: string
  dates: DayOrder
  country: string
  /** The words that they agreed to, where no column has them. */
  wording?: string
  /** The day (YYYY-MM-DD) on which they did, where no column says it. */
  agreed_on?: string
  /** For each purpose whether the file's own columns give the consent, or nobody did. */
  says: Record<string, How>
}

/** What the cells of a column say that say more than a text to keep, and how often. `value`: undefined for those that are too many to be named. */
export type AnswerCount = { column: string; value?: string; meaning: string; n: number }
