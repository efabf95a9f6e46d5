import type { App } from '#platform/app'
import type { ReminderId } from './tables.ts'

/** What stands in the mail that asks an address: for who reads that mailbox alone. */
export const reminderLinks = {
  /** In every mail: by it this mailbox ends reminders for good. It never ends, as the reminders that it is about may come at any time. */
  neverPath: ({ seals }: App, mailboxHash: Buffer) =>
    `/vote/no-reminder/${seals.sign('registering.never', mailboxHash.toString('hex'))}`,
  openNever: ({ seals, now }: App, token: string): Buffer | undefined => {
    const hash = seals.open('registering.never', token, now())
    return hash === undefined ? undefined : Buffer.from(hash, 'hex')
  },
  path: ({ seals }: App, reminder: ReminderId) => `/vote/reminder/${seals.sign('registering.reminder', reminder)}`,
  open: ({ seals, now }: App, token: string): ReminderId | undefined => seals.open('registering.reminder', token, now()),
}
