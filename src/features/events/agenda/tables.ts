import type { EventCard } from '../core/index.ts'
import type { GroupCard, MeetingCard } from '#groups'
import type { PersonCard, PersonId } from '#people'
import { narrow } from '#platform/db/handle'
import type { Locale } from '#platform/i18n/locales'
import type { TerritoryCard } from '#territories'

/** The mail that somebody asked for. `time_zone`: by whose clocks it leaves. */
export type WeeklyMail = {
  person_id: PersonId
  lng: number
  lat: number
  time_zone: string
  town: string
  km: number
  types: string[]
  locale: Locale
  since: Date
  told: string | null
}

type AgendaTables = {
  feed: { id: string; person_id: PersonId; made_at: Date }
  weekly_mail: WeeklyMail
}

export const db = narrow<AgendaTables, EventCard & GroupCard & MeetingCard & PersonCard & TerritoryCard>()
