import type { App } from '#platform/app'
import { defineWorker, type Worker } from '#platform/jobs/jobs'
import { defineQueue } from '#platform/jobs/queue'
import { deliver } from '#platform/mail/writing'
import { paymentChanged } from '../payments/index.ts'
import { followPayment, forgetWaiting } from './commands/change.ts'
import { giftLetter } from './mails.ts'
import { SUBJECT } from './paying.ts'
import { findGift } from './queries/gifts.ts'
import { giftMail } from './queues.ts'
import type { State } from './rules.ts'

type Changed = NonNullable<(typeof paymentChanged)['carries']>

const paymentHeard = defineQueue<Changed>('giving.payment')
const waitingClock = defineQueue<object>('giving.clock')

/** A gift as its payment stands. Not yet at the provider is begun, for her. */
const stateOf = (state: Changed['state']): State => (state === 'open' ? 'begun' : state)

const CHUNK = 500

export const workers: Worker<App>[] = [
  defineWorker({
    queue: paymentHeard,
    on: paymentChanged,
    when: ({ subject, state }) => subject.kind === SUBJECT && state !== 'open',
    always: true,
    work: async (app: App, { subject, state, refunded }) => {
      // Forgotten with whoever was erased: what came of it all the same is the treasurer's to send back.
      if (!(await findGift(app.database.read, subject.id))) return app.log.warn({ gift: subject.id, state }, 'payment of no gift')
      await app.database.transact((tx) => followPayment(tx, app, { gift: subject.id, state: stateOf(state), refunded }))
    },
  }),
  defineWorker({
    queue: giftMail,
    always: true,
    work: async (app: App, { gift: id, kind, step }) => {
      const gift = await findGift(app.database.read, id)
      // Who gave on paper may have no mailbox, and of who is forgotten nobody knows it any more.
      if (gift?.email) await deliver(app, await giftLetter(app, { ...gift, email: gift.email }, { kind, step }))
    },
  }),
  defineWorker({
    queue: waitingClock,
    schedule: '41 3 * * *',
    always: true,
    work: async (app: App) => {
      while ((await app.database.transact((tx) => forgetWaiting(tx, app, CHUNK))) >= CHUNK);
    },
  }),
]
