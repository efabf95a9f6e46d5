import type { EventId } from '../core/index.ts'
import { defineQueue } from '#platform/jobs/queue'

/** Looks for events that are over and of which nobody told. */
export const askingOutcomes = defineQueue<object>('door.asking')
/** Asks one of those who held an event what came of it. */
export const askedMail = defineQueue<{ event: EventId; to: string }>('door.asked-mail')
