import type { App } from '#platform/app'
import { defineWorker, type Worker } from '#platform/jobs/jobs'
import { deliver } from '#platform/mail/writing'
import { claimConfirmation, findSupporter, mailboxHashOf, personErased } from '#people'
import { tellingCharged } from '#staff'
import { chargedLetter, findGroup } from '../core/index.ts'
import { endInvitations } from './commands/invite.ts'
import { forgetClosed } from './commands/join.ts'
import { forgetPassages } from './commands/passages.ts'
import { cameToMany } from './events.ts'
import { invitationLinks } from './inviting.ts'
import { invitationLetter, joiningLetter } from './mails.tsx'
import { findInvitation, findRemoval } from './queries.ts'
import {
  invitationMail,
  type JoiningMail,
  joiningMail,
  type JoiningMailKind,
  manyComings,
  manyComingsMail,
  tidying,
} from './queues.ts'
import { MOST_A_DAY } from './rules.ts'
import { texts } from './texts.ts'

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
      const asked = { purpose: 'invitation', network: null, now: app.now() }
      const claim = { mail: letter.id, mailboxHash: mailboxHashOf(app)(invitation.email), ...asked }
      if (await transact((tx) => claimConfirmation(tx, claim))) await deliver(app, letter)
    },
  }),
  defineWorker({ queue: joiningMail, work: sendJoiningMail }),
  ...tellingCharged({
    queue: manyComings,
    on: cameToMany,
    mail: manyComingsMail,
    permission: 'groups.moderate',
    find: ({ database: { read } }, { group }) => findGroup(read, group),
    letter: (app, to, { thing: { name, town }, data: { person, at }, account }) =>
      chargedLetter(app, to, {
        texts,
        key: 'joining.mail.many',
        values: { n: MOST_A_DAY, group: name, town },
        path: `/staff/people/${person}`,
        id: `joining-many-${person}-${Date.parse(at)}-${account}`,
      }),
  }),
  defineWorker({
    queue: tidying,
    on: personErased,
    schedule: '24 * * * *',
    work: async (app: App) => {
      await app.database.transact(async (tx) => {
        await endInvitations(tx, app.now())
        await forgetClosed(tx)
        await forgetPassages(tx, app.now())
      })
    },
  }),
]

/** Writes to one person, unless she or what it is about is gone; without a mailbox, she is called or visited instead. */
async function sendJoiningMail(app: App, { kind, group: id, to: reader, about }: JoiningMail): Promise<void> {
  const { read } = app.database
  const [group, to] = await Promise.all([findGroup(read, id), findSupporter(read, reader)])
  const subject = about ? await subjectOf(app, kind, about) : { who: '', reason: '' }
  if (!group || !to || !subject) return
  const mail = ['group', kind, id, reader, about].filter(Boolean).join('-')
  await deliver(app, joiningLetter(app, to, { kind, group, ...subject, id: mail }))
}

/** Whom or what a mail is about; undefined: gone since. */
async function subjectOf({ database: { read } }: App, kind: JoiningMailKind, about: string) {
  if (kind === 'removed') {
    const removal = await findRemoval(read, about)
    return removal && { who: '', reason: removal.reason }
  }
  const person = await findSupporter(read, about)
  return person && { who: person.given_name, reason: '' }
}
