import type { App } from '#platform/app'
import { defineWorker, type Worker } from '#platform/jobs/jobs'
import { deliver } from '#platform/mail/writing'
import { tellingCharged } from '#staff'
import { findSupporter, personErased } from '#people'
import { groupCreated } from './events.ts'
import { closeEmpty } from './commands/members.ts'
import { tellVacant } from './commands/lead.ts'
import { chargedLetter, ownLetter } from './mails.tsx'
import { findGroup } from './queries/group.ts'
import { founded, foundedMail, type GroupMail, groupMail, tidying } from './queues.ts'
import { texts } from './texts.ts'

export const workers: Worker<App>[] = [
  defineWorker({ queue: groupMail, work: sendGroupMail }),
  ...tellingCharged({
    queue: founded,
    on: groupCreated,
    mail: foundedMail,
    permission: 'groups.moderate',
    find: ({ database: { read } }, { group }) => findGroup(read, group),
    letter: (app, to, { thing: { id, name, town }, account }) =>
      chargedLetter(app, to, {
        texts,
        key: 'groups.mail.founded',
        values: { group: name, town },
        path: `/staff/groups/${id}`,
        id: `group-founded-${id}-${account}`,
      }),
  }),
  defineWorker({
    queue: tidying,
    always: true,
    on: personErased,
    schedule: '23 * * * *',
    work: async (app: App) => {
      await app.database.transact(async (tx) => {
        await closeEmpty(tx, app.now())
        await tellVacant(tx)
      })
    },
  }),
]

/** Writes to one person about a group, unless she or whom it is about is gone; without a mailbox, she is called or visited instead. */
async function sendGroupMail(app: App, { kind, group: id, to: reader, about, at }: GroupMail): Promise<void> {
  const { read } = app.database
  const [group, to] = await Promise.all([findGroup(read, id), findSupporter(read, reader)])
  const person = about ? await findSupporter(read, about) : { given_name: '' }
  if (!group || !to || !person) return
  const time = kind === 'vacant' ? String(group.vacant_since?.getTime()) : (about ?? at)
  const mail = ['group', kind, id, reader, time].filter(Boolean).join('-')
  await deliver(app, ownLetter(app, to, { kind, group, who: person.given_name, id: mail }))
}
