import type { App } from '#platform/app'
import { defineWorker, type Worker } from '#platform/jobs/jobs'
import { defineQueue } from '#platform/jobs/queue'
import { deliver } from '#platform/mail/writing'
import { paymentChanged } from '../payments/index.ts'
import { followPayment, forgetWaiting } from './commands/change.ts'
import { remind } from './commands/remind.ts'
import { dueLetter, reminderLetter } from './mails.ts'
import { SUBJECT } from './paying.ts'
import { findDue } from './queries/dues.ts'
import { findMember } from './queries/members.ts'
import { dueMail, reminderMail } from './queues.ts'
import type { MemberId } from './tables.ts'

type Changed = NonNullable<(typeof paymentChanged)['carries']>

const paymentHeard = defineQueue<Changed>('dues.payment')
const duesClock = defineQueue<object>('dues.clock')

const CHUNK = 500

/** What the clock of each day brings: reminders, and the end of what nobody paid. */
export async function dailyDues(app: App): Promise<void> {
  const { transact } = app.database
  while ((await transact((tx) => forgetWaiting(tx, app, CHUNK))) >= CHUNK);
  let after: MemberId | undefined
  do after = await transact((tx) => remind(tx, app, { after, limit: CHUNK }))
  while (after !== undefined)
}

export const workers: Worker<App>[] = [
  defineWorker({
    queue: paymentHeard,
    on: paymentChanged,
    when: ({ subject, state }) => subject.kind === SUBJECT && state !== 'open',
    always: true,
    work: async (app: App, { subject, state, refunded }) => {
      // Forgotten with whoever was erased: what came of it all the same is the treasurer's to send back.
      if (!(await findDue(app.database.read, subject.id))) return app.log.warn({ due: subject.id, state }, 'payment of no due')
      const told = { due: subject.id, state: state === 'open' ? 'begun' : state, refunded } as const
      await app.database.transact((tx) => followPayment(tx, app, told))
    },
  }),
  defineWorker({
    queue: dueMail,
    always: true,
    work: async (app: App, { due: id, kind, step }) => {
      const due = await findDue(app.database.read, id)
      // Of who is forgotten nobody knows an address any more.
      if (due?.email) await deliver(app, await dueLetter(app, { ...due, email: due.email }, { kind, step }))
    },
  }),
  defineWorker({
    queue: reminderMail,
    always: true,
    work: async (app: App, { member: id, kind, until }) => {
      const member = await findMember(app.database.read, id)
      // She may have stopped or paid since it was decided.
      if (!member?.email || member.stopped_at || member.until !== until) return
      await deliver(app, await reminderLetter(app, { ...member, email: member.email }, { kind, until }))
    },
  }),
  defineWorker({ queue: duesClock, schedule: '20 7 * * *', always: true, work: dailyDues }),
]
