import type { App } from '#platform/app'
import type { Tx } from '#platform/db/handle'
import { Conflict } from '#platform/errors'
import { type Answer, askGate, type Contact, mayNot } from '#contact'
import { type PersonId, purposes } from '#people'
import type { Mailing } from './tables.ts'

/** What a mailing says, for what, to whom: what the gate is asked by. */
export type Asked = Pick<Mailing, 'purpose' | 'selecting' | 'kind' | 'carries'>

/** Throws Conflict where no room declares its purpose any more. */
function contactOf(app: App, { purpose, selecting, kind, carries }: Asked): Contact {
  const declared = app.filled(purposes).find(({ key }) => key === purpose)
  if (!declared) throw new Conflict('sending.purpose-gone')
  return { purpose: declared, channel: 'email', now: app.now(), selecting, kind, carries }
}

/** Of `person`: why a mailing is not meant for her, for what is known of her (null: it is), and at which mailbox. What only makes her wait is asked when it leaves. */
export const meant = (app: App, mailing: Asked) => mayNot(contactOf(app, mailing))

/** The gate's answer for each of these people, at the moment at which a letter is to leave. */
export const answersFor = (
  app: App,
  { tx, mailing }: { tx: Tx; mailing: Asked },
  people: PersonId[],
): Promise<Map<PersonId, Answer>> => askGate(app, { people, handle: tx }, contactOf(app, mailing))
