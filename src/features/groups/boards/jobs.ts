import type { App } from '#platform/app'
import { defineWorker, type Worker } from '#platform/jobs/jobs'
import { deliver } from '#platform/mail/writing'
import { type GroupId, findGroup, findMembership, seesMembers } from '../core/index.ts'
import { findSupporter } from '#people'
import { sendDigests } from './commands.ts'
import { boardLetter } from './mails.tsx'
import { findPost, type Post, postsBetween } from './queries.ts'
import { digestMail, digests, postMail } from './queues.ts'

/** Groups that one transaction looks after. */
const CHUNK = 200

export const workers: Worker<App>[] = [
  defineWorker({
    queue: postMail,
    work: async (app: App, { post: id, to }) => {
      const post = await findPost(app.database.read, id)
      if (post && !post.removed) await sendBoardMail(app, { group: post.group_id, to, posts: [post], id: `post-${id}-${to}` })
    },
  }),
  defineWorker({
    queue: digestMail,
    work: async (app: App, { group, after, until, to }) => {
      const posts = await postsBetween(app.database.read, group, { after: new Date(after), until: new Date(until) })
      const others = posts.filter(({ author_id }) => author_id !== to)
      if (others.length > 0)
        await sendBoardMail(app, { group, to, posts: others, id: `digest-${group}-${to}-${Date.parse(until)}` })
    },
  }),
  defineWorker({
    queue: digests,
    // In the evening of Europe, when one reads what neighbours said.
    schedule: '0 16 * * *',
    work: async (app: App) => {
      // A minute ago: what was written before has been committed by now.
      const now = new Date(app.now().getTime() - 60_000)
      while ((await app.database.transact((tx) => sendDigests(tx, now, CHUNK))) === CHUNK);
    },
  }),
]

type BoardMail = { group: GroupId; to: string; posts: Post[]; id: string }

/** To who is still in the group at this moment, and has a mailbox. */
async function sendBoardMail(app: App, { group: of, to: reader, posts, id }: BoardMail): Promise<void> {
  const { read } = app.database
  const [group, to, mine] = await Promise.all([
    findGroup(read, of),
    findSupporter(read, reader),
    findMembership(read, of, reader),
  ])
  if (!group || !to || !mine) return
  const readable = seesMembers(mine, app.now()) ? posts : forNewcomer(posts, mine.joined_at)
  if (readable.length > 0) await deliver(app, boardLetter(app, to, { group, posts: readable, id }))
}

/** What a newcomer reads: what was said since she came, and not by whom. */
function forNewcomer(posts: Post[], joined: Date): Post[] {
  return posts.filter(({ posted_at }) => posted_at >= joined).map((post) => ({ ...post, given_name: null }))
}
