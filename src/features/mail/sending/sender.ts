import type { App } from '#platform/app'
import { defineSlot } from '#platform/slots'
import type { Envelope, Sender } from './lane.ts'
import type { Recipient } from './commands/lane.ts'
import type { Mailing } from './tables.ts'
import { openWay } from './way.ts'

/** Writes the letter of a mailing to each; what does not change between them is made once. */
export type Composing = (app: App, mailing: Mailing) => Promise<(recipient: Recipient & { email: string }) => Envelope>

/** The room that keeps letters puts into it how they are written; one does. */
export const composing = defineSlot<Composing>('mail.composing')

/** How letters of a mailing leave. */
export async function senderOf(app: App, mailing: Mailing): Promise<Sender> {
  const [compose] = app.filled(composing)
  if (!compose) throw new Error('No room writes letters')
  return { open: () => openWay(app), compose: await compose(app, mailing) }
}
