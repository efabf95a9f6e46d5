import type { App } from '#platform/app'
import { todayOf } from '#platform/i18n/moments'
import { defineWorker, type Worker } from '#platform/jobs/jobs'
import { defineQueue } from '#platform/jobs/queue'
import { deliver } from '#platform/mail/writing'
import { findRecipient } from '../core/index.ts'
import { SUBJECT } from '../giving/index.ts'
import { paymentChanged } from '../payments/index.ts'
import { takeMonth } from './commands/charge.ts'
import { hear } from './commands/hear.ts'
import { MEANS_SUBJECT, takeOtherMeans } from './commands/means.ts'
import { lockedMonthly, stop } from './commands/stop.ts'
import { monthlyLetter } from './mails.ts'
import { dueMonthlies, findMonthly, goingOnTo, recipientsGoingOn } from './queries.ts'
import { monthlyMail } from './queues.ts'
import type { Reason } from './rules.ts'

type Changed = NonNullable<(typeof paymentChanged)['carries']>

const paymentHeard = defineQueue<Changed>('monthly.payment')
const clock = defineQueue<object>('monthly.clock', { retries: 3, expires: 900 })

/** Taken in one run; those that are left come first in the next. */
const MOST = 1_000

export const workers: Worker<App>[] = [
  defineWorker({
    queue: paymentHeard,
    on: paymentChanged,
    when: ({ subject, state }) =>
      (subject.kind === SUBJECT && state !== 'open') || (subject.kind === MEANS_SUBJECT && state === 'paid'),
    always: true,
    work: async (app: App, { subject, state, payment }) => {
      if (subject.kind === MEANS_SUBJECT && state === 'paid')
        await app.database.transact((tx) => takeOtherMeans(tx, app, { id: subject.id, payment }))
      if (subject.kind === SUBJECT) await app.database.transact((tx) => hear(tx, app, { gift: subject.id, state }))
    },
  }),
  defineWorker({
    queue: monthlyMail,
    always: true,
    work: async (app: App, { monthly, kind, step }) => {
      const plan = await findMonthly(app.database.read, monthly)
      const letter = plan && (await monthlyLetter(app, plan, { kind, step }))
      if (letter) await deliver(app, letter)
    },
  }),
  // Not while the movement does without gifts: nobody is charged for what nobody looks after.
  defineWorker({ queue: clock, schedule: '*/10 * * * *', work: takeMonths }),
]

/** Takes all months whose day has come, each in a transaction of its own; one that cannot be taken keeps no other from it. */
export async function takeMonths(app: App): Promise<void> {
  await endClosed(app)
  for (const id of await dueMonthlies(app.database.read, app.now(), MOST))
    try {
      await app.database.transact((tx) => takeMonth(tx, app, id))
    } catch (error) {
      app.log.error({ err: error, monthly: id }, 'a monthly gift could not be taken')
    }
}

/** Ends what goes to whoever takes no more: she hears of it when it is so, and not a month later. */
async function endClosed(app: App): Promise<void> {
  const { read, transact } = app.database
  for (const id of await recipientsGoingOn(read)) {
    const recipient = await findRecipient(read, id)
    const reason: Reason | undefined = recipient?.filed_at
      ? 'filed'
      : recipient?.closes_on && recipient.closes_on < todayOf(app)
        ? 'window'
        : undefined
    if (!reason) continue
    for (const monthly of await goingOnTo(read, id, MOST))
      await transact(async (tx) => stop(tx, app, { plan: await lockedMonthly(tx, monthly), reason }))
  }
}
