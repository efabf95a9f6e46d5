import { narrow } from '#platform/db/handle'
import type { Locale } from '#platform/i18n/locales'
import type { PersonCard, PersonId } from '../core/index.ts'
import type { Fate } from '../bringing/index.ts'
import type { TerritoryCard } from '#territories'

type Sheet = {
  number: number
  locale: Locale
  place: string | null
  /** purposes that stand on it, each with the version of its words */
  agreed: Record<string, number>
  printed_by: string | null
  printed_at: Date
  collector: string | null
  /** YYYY-MM-DD */
  collected_on: string | null
  /** ids of the towns and areas that have its territory in them; null: the whole movement's */
  lies: string[] | null
}

type SheetLine = {
  sheet: number
  line: number
  person_id: PersonId | null
  fate: Fate['fate'] | 'illegible'
  reason: string | null
  entered_by: string | null
  entered_at: Date
}

export const db = narrow<{ sheet: Sheet; sheet_line: SheetLine }, PersonCard & TerritoryCard>()
