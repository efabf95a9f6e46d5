import type { App } from '#platform/app'
import { defineWorker, type Worker } from '#platform/jobs/jobs'
import { deliver } from '#platform/mail/writing'
import { findGroup } from '#groups'
import { claimConfirmation, findSupporter, mailboxHashOf } from '#people'
import { tellingCharged } from '#staff'
import {
  type DecisionKind,
  decisionMail,
  type EventRecord,
  findEvent,
  findSignUp,
  firstEvent,
  firstEventMail,
  holdersOf,
  hostMail,
  orphan,
  orphanMail,
  signUpMail,
  type SignUpMailKind,
  type SignUpRecord,
  silenceOver,
} from '../core/index.ts'
import { decisionLetter, firstLetter, hostLetter, orphanLetter, signUpLetter } from './mails.tsx'

/** What a sign-up must be for a mail to say something true. */
const TRUE_OF: Record<SignUpMailKind, SignUpRecord['state'][]> = {
  confirm: ['unconfirmed'],
  coming: ['coming'],
  waiting: ['waiting'],
  promoted: ['coming'],
  changed: ['coming', 'waiting'],
  cancelled: ['coming', 'waiting'],
  removed: ['left'],
  day: ['coming'],
  hours: ['coming'],
}

export const workers: Worker<App>[] = [
  defineWorker({ queue: signUpMail, work: sendSignUpMail }),
  ...tellingCharged({
    queue: firstEvent,
    mail: firstEventMail,
    permission: 'events.moderate',
    find: ({ database: { read } }, { event }) => findEvent(read, event),
    letter: (app, to, { thing: event, account }) => firstLetter(app, to, { event, id: `event-first-${event.id}-${account}` }),
  }),
  ...tellingCharged({
    queue: orphan,
    mail: orphanMail,
    permission: 'events.moderate',
    find: async ({ database: { read } }, { event: id }) => {
      const event = await findEvent(read, id)
      return event && !event.cancelled_at && (await holdersOf(read, id)).length === 0 ? event : undefined
    },
    letter: (app, to, { thing: event, account }) =>
      orphanLetter(app, to, { event, id: `event-orphan-${event.id}-${event.orphaned_at?.getTime()}-${account}` }),
  }),
  defineWorker({
    queue: decisionMail,
    work: async (app: App, { event: id, kind, to: reader, election }) => {
      const { read } = app.database
      const [event, to] = await Promise.all([findEvent(read, id), findSupporter(read, reader)])
      // What was decided otherwise since is told by a mail of its own.
      if (!event || !to || !isDecided(event, kind)) return
      const silence = await silenceOver(read, event)
      if (kind === 'silenced' ? silence?.id !== election : kind === 'allowed' && silence) return
      const mail = `event-${kind}-${id}-${election ?? event.changed_at.getTime()}-${reader}`
      await deliver(app, decisionLetter(app, to, { kind, event, id: mail }))
    },
  }),
  defineWorker({
    queue: hostMail,
    work: async (app: App, { event: id, group: asked, to: reader }) => {
      const { read } = app.database
      const [event, group, to] = await Promise.all([findEvent(read, id), findGroup(read, asked), findSupporter(read, reader)])
      // Whoever is asked for a group answers on its pages.
      const open = app.isOn('groups') && event?.groups.some((one) => one.id === asked && !one.accepted)
      if (event && open && group && to)
        await deliver(app, hostLetter(app, to, { event, group, id: `event-host-${id}-${asked}-${reader}` }))
    },
  }),
]

async function sendSignUpMail(
  app: App,
  { kind, sign_up: id, version }: { kind: SignUpMailKind; sign_up: string; version?: number },
) {
  const { read, transact } = app.database
  const signUp = await findSignUp(read, id)
  const event = signUp && (await findEvent(read, signUp.event_id))
  if (!event || !TRUE_OF[kind].includes(signUp.state) || !isTrue(event, kind, version)) return
  const to = await readerOf(app, signUp)
  // What began is told by the door.
  if (!to || event.ends_at <= app.now()) return
  const mailId = ['sign-up', kind, id, version].filter((part) => part !== undefined).join('-')
  if (kind === 'confirm') {
    // The same gate as for a signature: a mailbox that said no gets nothing, and any gets few a day, whoever types it.
    const asked = { purpose: 'events', network: signUp.network, now: app.now() }
    const claim = { mail: mailId, mailboxHash: mailboxHashOf(app)(to.email), ...asked }
    if (!(await transact((tx) => claimConfirmation(tx, claim)))) return
  }
  await deliver(app, signUpLetter(app, to, { kind, event, signUp, id: mailId }))
}

/** Whether what a mail says of the event still holds. */
function isTrue(
  event: { version: number; cancelled_at: Date | null; unlisted_at: Date | null },
  kind: SignUpMailKind,
  version: number | undefined,
) {
  if (version !== undefined && version !== event.version) return false
  // Whoever holds what was taken off the lists does not write to everybody.
  if (event.unlisted_at && !['cancelled', 'removed'].includes(kind)) return false
  if (kind === 'removed') return true
  return (kind === 'cancelled') === (event.cancelled_at !== null)
}

/** Whether what was decided still holds. */
function isDecided({ unlisted_at, cancelled_at }: EventRecord, kind: DecisionKind): boolean {
  if (kind === 'called-off') return cancelled_at !== null
  if (kind === 'silenced' || kind === 'allowed') return cancelled_at === null
  return (kind === 'unlisted') === (unlisted_at !== null)
}

/** Where she is written to: her record's mailbox, or the one that a visitor gave. */
async function readerOf(app: App, { person_id, name, email, locale }: SignUpRecord) {
  if (person_id) return findSupporter(app.database.read, person_id)
  return email && name ? { given_name: name, email, locale } : undefined
}
