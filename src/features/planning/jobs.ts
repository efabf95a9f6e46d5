import type { App } from '#platform/app'
import { defineWorker, type Worker } from '#platform/jobs/jobs'
import { deliver } from '#platform/mail/writing'
import { findSupporter, wantsNews } from '#people'
import { inviteSome } from './commands/plan.ts'
import { drawPlan } from './drawing.ts'
import { seatLetter } from './mails.tsx'
import { findSeat } from './queries.ts'
import { planDrawing, planInviting, seatMail } from './queues.ts'

/** People whom one transaction invites. */
const CHUNK = 100

export const workers: Worker<App>[] = [
  defineWorker({ queue: planDrawing, work: (app: App, { plan }) => drawPlan(app, plan) }),
  defineWorker({
    queue: planInviting,
    work: async (app: App, { plan }) => {
      while ((await app.database.transact((tx) => inviteSome(tx, plan, app.now(), CHUNK))) === CHUNK);
    },
  }),
  defineWorker({
    queue: seatMail,
    work: async (app: App, { seat: id }) => {
      const { read } = app.database
      const seat = await findSeat(read, id)
      // Answered, closed or dropped since, or she takes her consent back: nothing leaves.
      if (seat?.state !== 'invited' || !seat.town || !(await wantsNews(read, seat.person_id, app.now()))) return
      const to = await findSupporter(read, seat.person_id)
      const others = Math.max((seat.asked ?? 1) - 1, 0)
      if (to) await deliver(app, seatLetter(app, to, { seat: id, town: seat.town, others }))
    },
  }),
]
