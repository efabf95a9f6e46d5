import type { EventCard, EventId } from '../core/index.ts'
import type { PersonCard, PersonId } from '#people'
import { narrow, type Published } from '#platform/db/handle'
import type { Figures } from '#recipes'
import type { TerritoryCard } from '#territories'

type DoorPress = {
  id: string
  event_id: EventId
  who: string
  sign_up_id: string | null
  seats: number
  undo: boolean
  at: Date
}
/** A view: who is in, by the presses. `who`: the sign-up, or the press that let in who came without one. */
type CheckIn = Pick<DoorPress, 'event_id' | 'who' | 'sign_up_id' | 'seats' | 'at'>
type Outcome = {
  event_id: EventId
  present: number
  figures: Figures
  words: string | null
  next_step: string | null
  told_by: PersonId | null
  told_at: Date
}
type OutcomePicture = {
  id: string
  event_id: EventId
  bytes: Buffer
  width: number
  height: number
  words: string
  shown_at: Date
}

/** What other slices may join of the door. */
export type OutcomeCard = { outcome: Published<Outcome, 'event_id' | 'present' | 'figures' | 'told_at'> }

export const db = narrow<
  {
    door_press: DoorPress
    check_in: CheckIn
    outcome: Outcome
    outcome_picture: OutcomePicture
    outcome_asked: { event_id: EventId; asked_at: Date }
  },
  EventCard & PersonCard & TerritoryCard
>()
