import type { App } from '#platform/app'
import type { ReminderId } from './tables.ts'

/** What stands in the mail that asks an address: for who reads that mailbox alone. */
export const reminderLinks = {
  path: ({ seals }: App, reminder: ReminderId) => `/vote/reminder/${seals.sign('registering.reminder', reminder)}`,
  open: ({ seals, now }: App, token: string): ReminderId | undefined => seals.open('registering.reminder', token, now()),
}
