import type { App } from '#platform/app'
import { defineWorker, type Worker } from '#platform/jobs/jobs'
import { deliver } from '#platform/mail/writing'
import { tellingCharged } from '#staff'
import { claimConfirmation, findSupporter, mailboxHashOf, personErased } from '#people'
import { groupCreated } from './events.ts'
import { endInvitations } from './commands/invite.ts'
import { closeEmpty, tellVacant } from './commands/leave.ts'
import { invitationLinks } from './inviting.ts'
import { foundedLetter, groupLetter, invitationLetter } from './mails.tsx'
import { findGroup, findInvitation, findRemoval } from './queries/group.ts'
import { founded, foundedMail, type GroupMail, groupMail, type GroupMailKind, invitationMail, tidying } from './queues.ts'

export const workers: Worker<App>[] = [
  defineWorker({
    queue: invitationMail,
    work: async (app: App, { invitation: id }) => {
      const { read, transact } = app.database
      const invitation = await findInvitation(read, id, app.now())
      const group = invitation && (await findGroup(read, invitation.group_id))
      if (!invitation?.email || !group) return
      const path = invitationLinks.path(app, id)
      const letter = invitationLetter(app, { ...invitation, email: invitation.email, town: group.town, path })
      // The same gate as for a signature: a mailbox that said no gets nothing, and any gets few a day, whoever types it.
      const claim = { mail: letter.id, mailboxHash: mailboxHashOf(app)(invitation.email), now: app.now() }
      if (await transact((tx) => claimConfirmation(tx, claim))) await deliver(app, letter)
    },
  }),
  defineWorker({
    queue: groupMail,
    work: sendGroupMail,
  }),
  ...tellingCharged({
    queue: founded,
    on: groupCreated,
    mail: foundedMail,
    permission: 'groups.moderate',
    find: ({ database: { read } }, { group }) => findGroup(read, group),
    letter: (app, to, { thing: group, account }) => foundedLetter(app, to, { group, id: `group-founded-${group.id}-${account}` }),
  }),
  defineWorker({
    queue: tidying,
    always: true,
    on: personErased,
    schedule: '23 * * * *',
    work: async (app: App) => {
      const now = app.now()
      await app.database.transact(async (tx) => {
        await closeEmpty(tx, now)
        await endInvitations(tx, now)
        await tellVacant(tx)
      })
    },
  }),
]

/** Writes to one person about a group, unless she or what it is about is gone; without a mailbox, she is called or visited instead. */
async function sendGroupMail(app: App, { kind, group: id, to: reader, about, at }: GroupMail): Promise<void> {
  const { read } = app.database
  const [group, to] = await Promise.all([findGroup(read, id), findSupporter(read, reader)])
  const subject = about ? await subjectOf(app, kind, about) : { who: '', reason: '' }
  if (!group || !to || !subject) return
  const time = kind === 'vacant' ? String(group.vacant_since?.getTime()) : (about ?? at)
  await deliver(
    app,
    groupLetter(app, to, { kind, group, ...subject, id: ['group', kind, id, reader, time].filter(Boolean).join('-') }),
  )
}

/** Whom or what a mail is about; undefined: gone since. */
async function subjectOf({ database: { read } }: App, kind: GroupMailKind, about: string) {
  if (kind === 'removed') {
    const removal = await findRemoval(read, about)
    return removal && { who: '', reason: removal.reason }
  }
  const person = await findSupporter(read, about)
  return person && { who: person.given_name, reason: '' }
}
