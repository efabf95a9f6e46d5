import type { App } from '#platform/app'
import { defineWorker, type Worker } from '#platform/jobs/jobs'
import type { Mail } from '#platform/mail/mail'
import { deliver } from '#platform/mail/writing'
import { claimConfirmation, findSupporter, mailboxHashOf, personErased } from '#people'
import { votesChanged } from '#staff'
import { forget, tick } from './clock.ts'
import { endAlone, tellMoved } from './commands/clock.ts'
import { askLetter, holderLetter } from './mails.tsx'
import { type AskRecord, findAsk, findHolder, type HolderRecord } from './queries/own.ts'
import {
  askMail,
  type AskMailKind,
  holderMail,
  type HolderMailKind,
  leftAlone,
  matching,
  proxyClock,
  voteMoved,
} from './queues.ts'
import { matchVote } from './round.ts'
import { aheadAt } from './voting.ts'

/** Whether a mail still says something true. */
function isTrueOfAsk({ state, match }: AskRecord, kind: AskMailKind, about: string | undefined): boolean {
  if (kind === 'confirm') return state === 'unconfirmed'
  if (kind === 'paused') return state === 'paused'
  if (kind === 'reminder' || kind === 'moved')
    return (state === 'waiting' || state === 'paused') && match?.state !== 'established'
  if (state !== 'waiting') return false
  return kind === 'proposed' || kind === 'agreed' ? match?.id === about && match?.state === kind : true
}

const OF_HOLDER = { asked: 'proposed', agreed: 'agreed', established: 'established' } as const

function isTrueOfHolder({ withdrawn, matches }: HolderRecord, kind: HolderMailKind, about: string | undefined): boolean {
  if (withdrawn) return false
  return kind === 'left' || kind === 'moved' ? true : matches.some(({ id, state }) => id === about && state === OF_HOLDER[kind])
}

/** The same gate as for a signature: a mailbox that said no gets nothing, and any gets few a day, whoever types it. */
function mayAskMailbox(app: App, network: string | null, { id: mail, to }: Mail): Promise<boolean> {
  const claim = { mail, mailboxHash: mailboxHashOf(app)(to), purpose: 'proxies', network, now: app.now() }
  return app.database.transact((tx) => claimConfirmation(tx, claim))
}

export const workers: Worker<App>[] = [
  defineWorker({
    queue: askMail,
    work: async (app: App, { kind, ask: id, about }) => {
      const ask = await findAsk(app.database.read, id)
      const ahead = ask && (await aheadAt(app, ask.election_id, ask))
      if (!ahead || !ask.email || !isTrueOfAsk(ask, kind, about)) return
      const letter = askLetter(app, ask, { kind, about, ahead })
      if (kind === 'confirm' && !(await mayAskMailbox(app, ask.network, letter))) return
      await deliver(app, letter)
    },
  }),
  defineWorker({
    queue: holderMail,
    work: async (app: App, { kind, holder: id, about }) => {
      const { read } = app.database
      const holder = await findHolder(read, id)
      const to = holder && isTrueOfHolder(holder, kind, about) && (await findSupporter(read, holder.person_id))
      const ahead = to && (await aheadAt(app, holder.election_id, holder))
      if (ahead) await deliver(app, holderLetter(app, { to, holder }, { kind, about, ahead }))
    },
  }),
  defineWorker({ queue: matching, work: async (app: App, { election }) => void (await matchVote(app, election)) }),
  defineWorker({ queue: proxyClock, always: true, schedule: '*/10 * * * *', work: tick }),
  defineWorker({
    queue: voteMoved,
    always: true,
    on: votesChanged,
    work: async (app: App) => {
      const ahead = await forget(app)
      if (app.isOn('roll')) await app.database.transact((tx) => tellMoved(tx, ahead))
    },
  }),
  defineWorker({
    queue: leftAlone,
    always: true,
    on: personErased,
    work: (app: App) => app.database.transact((tx) => endAlone(tx, app.now())),
  }),
]
