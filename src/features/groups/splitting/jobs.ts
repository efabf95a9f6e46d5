import type { App } from '#platform/app'
import { Conflict, NotFound } from '#platform/errors'
import { defineWorker, type Worker } from '#platform/jobs/jobs'
import { deliver } from '#platform/mail/writing'
import { chargedLetter, findGroup, memberJoined, memberLeft } from '../core/index.ts'
import { findSupporter } from '#people'
import { tellingCharged } from '#staff'
import { childFor } from './child.ts'
import { decide } from './commands/decide.ts'
import { escalate, remind } from './commands/deadlines.ts'
import { dropIfSmall, openIfOver } from './commands/open.ts'
import { splitLetter } from './mails.tsx'
import { staffSplitPath } from './paths.ts'
import { proposeFor } from './proposing.ts'
import { dueSplits, findSplit } from './queries.ts'
import { splitDeadlines, splitDropping, splitEscalated, splitEscalatedMail, splitMail, splitOpening } from './queues.ts'
import { daysAfter, LAST_REMINDER } from './rules.ts'
import { texts } from './texts.ts'

export const workers: Worker<App>[] = [
  defineWorker({
    queue: splitOpening,
    on: memberJoined,
    work: (app: App, { group }) => app.database.transact((tx) => openIfOver(tx, group, app.now())),
  }),
  defineWorker({
    queue: splitDropping,
    on: memberLeft,
    work: (app: App, { group }) => app.database.transact((tx) => dropIfSmall(tx, group)),
  }),
  defineWorker({
    queue: splitMail,
    work: async (app: App, { kind, split: id, to: reader }) => {
      const [split, to] = await Promise.all([findSplit(app.database.read, id), findSupporter(app.database.read, reader)])
      if (!split || !to) return
      const letter = splitLetter(app, to, { kind, split, id: `split-${kind}-${id}-${reader}` })
      await deliver(app, letter)
    },
  }),
  ...tellingCharged({
    queue: splitEscalated,
    mail: splitEscalatedMail,
    permission: 'groups.moderate',
    find: async ({ database: { read } }, { split: id }) => {
      const split = await findSplit(read, id)
      return split?.state === 'open' ? findGroup(read, split.group_id) : undefined
    },
    letter: (app, to, { thing: { id, name, town }, data: { split }, account }) =>
      chargedLetter(app, to, {
        texts,
        key: 'splitting.mail.escalated',
        values: { group: name, town },
        path: staffSplitPath(id),
        id: `split-escalated-${split}-${account}`,
      }),
  }),
  defineWorker({
    queue: splitDeadlines,
    schedule: '41 * * * *',
    work: async (app: App) => {
      const now = app.now()
      for (const split of await dueSplits(app.database.read, now, daysAfter(now, LAST_REMINDER))) {
        if (split.decide_until <= now) await decideBySelf(app, split)
        else await app.database.transact((tx) => remind(tx, split))
      }
    },
  }),
]

/** Nobody decided in time: the best proposal in which each half has somebody who leads it is applied, else staff of the territory are asked. */
async function decideBySelf(app: App, { id, group_id }: { id: string; group_id: string }): Promise<void> {
  const { read, transact } = app.database
  const [group, split] = await Promise.all([findGroup(read, group_id), findSplit(read, id)])
  if (!group || !split) return
  const { members, proposals } = await proposeFor(app, group, split)
  const willing = new Set(
    members.filter(({ role, organises }) => role === 'organiser' || organises).map(({ person_id }) => person_id),
  )
  const best = proposals.find(({ stay, move }) => [stay, move].every((half) => half.some((person) => willing.has(person))))
  if (!best) return transact((tx) => escalate(tx, id, app.now()))
  const { town: _town, ...child } = childFor(group, members, best.meets.move)
  try {
    await transact((tx) => decide(tx, { group: group_id, stay: best.stay, move: best.move, child, by: null }, app.now()))
  } catch (error) {
    // Somebody left or decided meanwhile: the next look sees how it stands.
    if (!(error instanceof Conflict || error instanceof NotFound)) throw error
  }
}
