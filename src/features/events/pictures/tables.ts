import { narrow } from '#platform/db/handle'
import type { Worded } from '#platform/images'
import type { EventCard, EventId } from '../core/index.ts'

export const db = narrow<{ event_picture: Worded & { event_id: EventId } }, EventCard>()
