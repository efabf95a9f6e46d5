import type { App } from '#platform/app'
import { defineWorker, type Worker } from '#platform/jobs/jobs'
import { defineQueue, enqueue } from '#platform/jobs/queue'
import { deliver } from '#platform/mail/writing'
import { peopleOf, roleOf } from '#groups'
import { findSupporter } from '#people'
import { findSpending, spendingMoved } from '../spending/index.ts'
import { requestLetter } from './mails.ts'
import { requestMail, type RequestMailKind } from './queues.ts'

type Moved = NonNullable<(typeof spendingMoved)['carries']>

const requestMoved = defineQueue<Moved>('requests.moved')

/** Of which states organisers are told. */
const KINDS: Partial<Record<Moved['to'], RequestMailKind>> = { asked: 'asked', refused: 'refused', paid: 'paid' }

export const workers: Worker<App>[] = [
  defineWorker({
    queue: requestMoved,
    on: spendingMoved,
    work: async (app: App, { spending: id, step, to }) => {
      const kind = KINDS[to]
      if (!kind) return
      const spending = await findSpending(app.database.read, id)
      if (!spending?.group_id) return
      const { group_id, asked_person } = spending
      await app.database.transact(async (tx) => {
        const others =
          kind === 'asked' ? (await peopleOf(tx, group_id, 'organisers')).filter((one) => one !== asked_person) : [asked_person]
        for (const person of others) if (person) enqueue(tx, requestMail, { spending: id, step, kind, to: person })
      })
    },
  }),
  defineWorker({
    queue: requestMail,
    work: async (app: App, { spending: id, step, kind, to: person }) => {
      const { read } = app.database
      const spending = await findSpending(read, id)
      // Who leads the group no more learns nothing of its money; of a request that moved on meanwhile nobody is asked to look.
      if (!spending?.group_id || (kind === 'asked' && spending.step !== step)) return
      if ((await roleOf(read, spending.group_id, person)) !== 'organiser') return
      const to = await findSupporter(read, person)
      if (to) await deliver(app, requestLetter(app, to, { spending, kind, id: `request-${kind}-${id}-${step}-${person}` }))
    },
  }),
]
