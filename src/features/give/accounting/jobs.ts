import type { App } from '#platform/app'
import { defineWorker, type Worker } from '#platform/jobs/jobs'
import { defineQueue } from '#platform/jobs/queue'
import { deliver } from '#platform/mail/writing'
import { findRecipient, officers } from '../core/index.ts'
import { findGift, SUBJECT } from '../giving/index.ts'
import { paymentChanged } from '../payments/index.ts'
import { takenBackLetter } from './mails.ts'

type Changed = NonNullable<(typeof paymentChanged)['carries']>

const takenBack = defineQueue<Changed>('accounting.taken-back')

/** What of a payment its officers are told: a dispute, its loss, and a refund that nobody asked for here. */
function toldOf({ state, elsewhere }: Changed): 'disputed' | 'lost' | 'refunded' | undefined {
  if (state === 'disputed' || state === 'lost') return state
  return elsewhere > 0 ? 'refunded' : undefined
}

export const workers: Worker<App>[] = [
  defineWorker({
    queue: takenBack,
    on: paymentChanged,
    when: (changed) => changed.subject.kind === SUBJECT && toldOf(changed) !== undefined,
    always: true,
    work: async (app: App, changed) => {
      const state = toldOf(changed)!
      const { read } = app.database
      const gift = await findGift(read, changed.subject.id)
      const recipient = gift && (await findRecipient(read, gift.recipient_id))
      if (!gift || !recipient) return
      const amount = state === 'refunded' ? changed.elsewhere : changed.disputed
      const told = { gift: gift.id, recipient, state, amount, currency: gift.currency }
      for (const { email, account_id } of await officers(read, recipient.id))
        await deliver(
          app,
          takenBackLetter(app, told, { to: email, id: `taken-back-${gift.id}-${state}-${amount}-${account_id}` }),
        )
    },
  }),
]
