import type { App } from '#platform/app'
import { enqueue } from '#platform/jobs/queue'
import { defineWorker, type Worker } from '#platform/jobs/jobs'
import { defineQueue } from '#platform/jobs/queue'
import { freezeSome } from './commands/freeze.ts'
import { endIfOver, LANES, wakeLanes } from './commands/steer.ts'
import { runLane } from './lane.ts'
import { findMailing, waiting } from './queries.ts'
import { freezing, laneOf } from './queues.ts'
import { senderOf } from './sender.ts'
import type { MailingId } from './tables.ts'

/** Milliseconds for which a lane works before it leaves another behind: so that a stop of the program waits for no mailing. */
const LANE_TIME = 8_000

/** People of one transaction: on the embedded database nobody else is let in meanwhile. */
const AT_ONCE = { embedded: 2_000, server: 20_000 }

const look = defineQueue<object>('sending.look', { retries: 0 })

export const workers: Worker<App>[] = [
  defineWorker({ queue: freezing, work: (app: App, { mailing }) => freezeAll(app, mailing) }),
  defineWorker({ queue: laneOf, work: (app: App, { mailing }) => workLane(app, mailing) }),
  defineWorker({ queue: look, schedule: '* * * * *', work: (app: App) => wakeAll(app) }),
]

async function freezeAll(app: App, id: MailingId): Promise<void> {
  const limit = AT_ONCE[app.config.databaseUrl ? 'server' : 'embedded']
  while (await app.database.transact((tx) => freezeSome(tx, app, { id, limit })));
}

async function workLane(app: App, id: MailingId): Promise<void> {
  const mailing = await findMailing(app.database.read, id)
  if (mailing?.state !== 'running') return
  const ended = await runLane(app, await senderOf(app, mailing), { mailing, time: LANE_TIME })
  await app.database.transact(async (tx) => {
    if (ended === 'more') enqueue(tx, laneOf, { mailing: id })
    if (ended === 'nothing') await endIfOver(tx, id, app.now())
  })
}

/** Lanes for what waits: after a crash, a blocked group's rest, or a letter whose time to be tried again came. */
async function wakeAll(app: App): Promise<void> {
  for (const { id, lanes } of await waiting(app.database.read))
    if (lanes < LANES) await app.database.transact(async (tx) => wakeLanes(tx, id, LANES - lanes))
}
