import type { App } from '#platform/app'
import { defineWorker, type Worker } from '#platform/jobs/jobs'
import { votesChanged } from '#staff'
import { forgetVisitors, promoteSome, remindSome, retireEvents, tellOrphans, tellSome } from './commands/clock.ts'
import { tellAllowed, tellSilenced } from './commands/silence.ts'
import { eventClock, forgetting, silencing, telling } from './queues.ts'

/** Sign-ups that one transaction looks after. */
const CHUNK = 500

export const workers: Worker<App>[] = [
  defineWorker({
    queue: telling,
    work: async (app: App, { event, version }) => {
      while (await app.database.transact((tx) => tellSome(tx, { event, version }, CHUNK)));
    },
  }),
  defineWorker({
    queue: silencing,
    on: votesChanged,
    work: (app: App, { election }) =>
      app.database.transact(async (tx) => {
        await tellAllowed(tx, election, app.now())
        await tellSilenced(tx, election, app.now())
      }),
  }),
  defineWorker({
    queue: eventClock,
    schedule: '*/10 * * * *',
    work: async (app: App) => {
      const { transact } = app.database
      const now = app.now()
      await transact((tx) => retireEvents(tx, now))
      while ((await transact((tx) => remindSome(tx, now, CHUNK))) >= CHUNK);
      await transact((tx) => promoteSome(tx, now))
      await transact((tx) => tellOrphans(tx, now))
    },
  }),
  defineWorker({
    queue: forgetting,
    always: true,
    schedule: '37 3 * * *',
    work: (app: App) => app.database.transact((tx) => forgetVisitors(tx, app.now())),
  }),
]
