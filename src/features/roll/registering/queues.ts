import { defineQueue } from '#platform/jobs/queue'
import type { ReminderId } from './tables.ts'

/** Somebody typed an address: it is asked whether it wants the reminder. */
export const reminderAsked = defineQueue<{ reminder: ReminderId }>('registering.asked')
/** A reminder that is due. */
export const reminderDue = defineQueue<{ reminder: ReminderId }>('registering.due')
/** Which are due, and which nobody needs any more. */
export const reminderClock = defineQueue<object>('registering.clock')
