import type { App } from '#platform/app'
import { putOff } from '#platform/jobs/putting-off'
import { defineWorker, type Worker } from '#platform/jobs/jobs'
import { deliver } from '#platform/mail/writing'
import { askGate } from '#contact'
import { findSupporter } from '#people'
import { invitation } from '../core/index.ts'
import { askSome, dropSmall, endInvitations, leaveOut, mailSome } from './commands/plan.ts'
import { drawPlan } from './drawing.ts'
import { leaderLetter, seatLetter } from './mails.tsx'
import { findSeat } from './queries.ts'
import { leaderMail, planDrawing, planInviting, planTidying, seatMail } from './queues.ts'

/** People whom one transaction invites. */
const CHUNK = 100

export const workers: Worker<App>[] = [
  defineWorker({ queue: planDrawing, work: (app: App, { plan }) => drawPlan(app, plan) }),
  defineWorker({
    queue: planInviting,
    work: async (app: App, { plan }) => {
      const { transact } = app.database
      while ((await transact((tx) => askSome(tx, app, { plan, limit: CHUNK }))) === CHUNK);
      await transact((tx) => dropSmall(tx, plan))
      while ((await transact((tx) => mailSome(tx, { plan, limit: CHUNK }, app.now()))) === CHUNK);
    },
  }),
  defineWorker({
    queue: seatMail,
    work: async (app: App, { seat: id }) => {
      const { read } = app.database
      const seat = await findSeat(read, id)
      // Answered, closed or dropped since, or she takes her consent back: nothing leaves.
      if (seat?.state !== 'invited' || !seat.town) return
      const may = (await askGate(app, { people: [seat.person_id] }, invitation(app.now()))).get(seat.person_id)!
      if (may.answer === 'not-before' && !seat.grouped) return putOff(app, { queue: seatMail, until: may.at }, { seat: id })
      if (seat.grouped || may.answer !== 'yes') return app.database.transact((tx) => leaveOut(tx, id, 'invited'))
      const to = await findSupporter(read, seat.person_id)
      const others = Math.max((seat.asked ?? 1) - 1, 0)
      if (to) await deliver(app, seatLetter(app, to, { seat: id, town: seat.town, others }))
    },
  }),
  defineWorker({
    queue: leaderMail,
    work: async (app: App, { seat: id }) => {
      const { read } = app.database
      const seat = await findSeat(read, id)
      if (seat?.state !== 'accepted' || !seat.town) return
      const to = await findSupporter(read, seat.person_id)
      if (to) await deliver(app, leaderLetter(app, to, { seat: id, town: seat.town }))
    },
  }),
  defineWorker({
    queue: planTidying,
    always: true,
    schedule: '53 4 * * *',
    work: (app: App) => app.database.transact((tx) => endInvitations(tx, app.now())),
  }),
]
