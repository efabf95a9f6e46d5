import type { App } from '#platform/app'
import { putOff } from '#platform/jobs/putting-off'
import { defineWorker, type Worker } from '#platform/jobs/jobs'
import { deliver } from '#platform/mail/writing'
import { askGate } from '#contact'
import { findGroup, invitation } from '../core/index.ts'
import { findSupporter } from '#people'
import { tellSmall } from './commands.ts'
import { rescueLetter } from './mails.tsx'
import { rescueLook, rescueMail } from './queues.ts'

const CHUNK = 200

export const workers: Worker<App>[] = [
  defineWorker({
    queue: rescueMail,
    work: async (app: App, asked) => {
      const { kind, group: id, to: reader, other } = asked
      const { read } = app.database
      const [group, to, from] = await Promise.all([
        findGroup(read, id),
        findSupporter(read, reader),
        other ? findGroup(read, other) : undefined,
      ])
      if (!group || !to) return
      // She may have said no since: what she agrees to counts when the mail leaves.
      if (kind === 'neighbour') {
        const may = (await askGate(app, { people: [reader] }, invitation(app.now()))).get(reader)!
        if (may.answer === 'not-before') return putOff(app, { queue: rescueMail, until: may.at }, asked)
        if (may.answer === 'no') return
      }
      const day = app.now().toISOString().slice(0, 10)
      const letter = rescueLetter(app, to, {
        kind,
        group,
        other: from?.name ?? '',
        id: ['rescue', kind, id, reader, other ?? day].join('-'),
      })
      await deliver(app, letter)
    },
  }),
  defineWorker({
    queue: rescueLook,
    schedule: '17 8 * * *',
    work: async (app: App) => {
      const now = app.now()
      while ((await app.database.transact((tx) => tellSmall(tx, now, CHUNK))) === CHUNK);
    },
  }),
]
