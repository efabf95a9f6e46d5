import type { App } from '#platform/app'
import { todayOf } from '#platform/i18n/moments'
import { defineWorker, type Worker } from '#platform/jobs/jobs'
import { enqueue } from '#platform/jobs/queue'
import { deliver } from '#platform/mail/writing'
import { findSupporter, personErased } from '#people'
import { tellingCharged, votesChanged } from '#staff'
import { MANAGE } from './access.ts'
import { endAlone, forgetAllBut } from './commands/stations.ts'
import { missingLetter, postLetter } from './mails.tsx'
import { findPost, findStation, postsOfVote } from './queries/stations.ts'
import { movedMail, postAsked, postRefused, postRefusedMail, stationsAlone, stationsClock, stationsMoved } from './queues.ts'
import type { PostId } from './tables.ts'
import { dayAt, lastDayOf, votesAround } from './voting.ts'

type Asked = Awaited<ReturnType<typeof whereOf>>

/** A post with all that a mail about it says; undefined: it is gone, or its vote is. */
async function whereOf(app: App, id: PostId) {
  const { read } = app.database
  const post = await findPost(read, id)
  const [station, to, votes] = post
    ? await Promise.all([findStation(read, post.station_id), findSupporter(read, post.person_id), votesAround(app)])
    : []
  const vote = votes?.find((one) => one.id === post?.election_id)
  return post && station && to && vote ? { post, station, to, vote, day: await dayAt(app, vote, station) } : undefined
}

type Sent = { kind: 'asked' | 'ended' | 'moved'; id: string }

const letterOf = (app: App, { post, to, ...about }: NonNullable<Asked>, sent: Sent) =>
  postLetter(app, to, { ...about, ...sent, role: post.role })

export const workers: Worker<App>[] = [
  defineWorker({
    queue: postAsked,
    work: async (app: App, { post: id }) => {
      const found = await whereOf(app, id)
      const state = found?.post.state
      if (!found || (state !== 'asked' && state !== 'ended')) return
      await deliver(app, letterOf(app, found, { kind: state, id: `station-${state}-${id}` }))
    },
  }),
  ...tellingCharged({
    queue: postRefused,
    mail: postRefusedMail,
    permission: MANAGE,
    find: async (app: App, { station: id }) => {
      const [station, votes] = await Promise.all([findStation(app.database.read, id), votesAround(app)])
      // Once it is over nobody is missing.
      const vote = votes.find((one) => one.id === station?.election_id && lastDayOf(one) >= todayOf(app))
      return station && vote ? { station, vote, place_id: station.place_id } : undefined
    },
    letter: (app, to, { thing: { station, vote }, data: { about }, account }) =>
      missingLetter(app, to, { station, vote, id: `station-missing-${about}-${account}` }),
  }),
  defineWorker({
    queue: stationsMoved,
    on: votesChanged,
    work: async (app: App, { election }) => {
      const vote = (await votesAround(app)).find(({ id }) => id === election)
      if (!vote) return forget(app)
      const posts = await postsOfVote(app.database.read, election)
      const day = vote.days.map(({ vote_on }) => vote_on).join(' ')
      await app.database.transact(async (tx) => {
        for (const { id } of posts) enqueue(tx, movedMail, { post: id, vote_on: day })
      })
    },
  }),
  defineWorker({
    queue: movedMail,
    work: async (app: App, { post: id, vote_on }) => {
      const found = await whereOf(app, id)
      if (!found || !['asked', 'yes'].includes(found.post.state)) return
      await deliver(app, letterOf(app, found, { kind: 'moved', id: `station-moved-${id}-${vote_on.replaceAll(' ', '-')}` }))
    },
  }),
  defineWorker({
    queue: stationsAlone,
    on: personErased,
    schedule: '*/10 * * * *',
    work: (app: App) => app.database.transact((tx) => endAlone(tx, app.now())),
  }),
  defineWorker({ queue: stationsClock, schedule: '23 4 * * *', work: forget }),
]

/** Forgets who offered for votes that were a month ago, or are gone. */
async function forget(app: App): Promise<void> {
  const kept = (await votesAround(app)).map(({ id }) => id)
  await app.database.transact((tx) => forgetAllBut(tx, kept))
}
