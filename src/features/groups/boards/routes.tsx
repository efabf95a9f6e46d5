import type { FastifyReply } from 'fastify'
import type { App } from '#platform/app'
import type { Asked } from '#platform/http/asked'
import { Conflict, NotFound } from '#platform/errors'
import { fieldErrors, formValues, takeOneClick } from '#platform/http/forms'
import type { Routes } from '#platform/http/server'
import { httpTexts } from '#platform/http/texts'
import { dateFormat } from '#platform/i18n/locales'
import { joinTexts } from '#platform/i18n/texts'
import { paragraphsOf } from '#platform/text/paragraphs'
import { findGroup, findMembership, groupForNewcomer, type MemberStanding, membersPath, setMails } from '../core/index.ts'
import { BoardPage, type BoardProps, QuietedPage, QuietPage } from './board.page.tsx'
import { removePost, writePost } from './commands.ts'
import { boardPath, quietLinks } from './paths.ts'
import { descendants, type Post, threads } from './queries.ts'
import { BoardParams, BoardQuery, PostForm, PostParams, QuietParams } from './schema.ts'
import { texts } from './texts.ts'

const config = { permission: 'signed-in' } as const
const anyone = { permission: 'anyone' } as const
const pageTexts = joinTexts([httpTexts, texts])
const SHOWN = 20

/** The board of a group, for its members. */
export const boardRoutes: Routes = (app: App) => async (server) => {
  const { transact } = app.database

  server.get(
    '/groups/:group/board',
    { config, schema: { params: BoardParams, querystring: BoardQuery, hide: true } },
    async (request, reply) => showBoard(app, reply, { ...(await groupForNewcomer(app, request)), before: request.query.before }),
  )

  server.post(
    '/groups/:group/board',
    { config, schema: { params: BoardParams, body: PostForm, hide: true }, attachValidation: true },
    async (request, reply) => {
      const standing = await groupForNewcomer(app, request)
      const { group, person, role } = standing
      const values = formValues(request.body)
      const again = (code: number, errors: Record<string, string>, notice?: string) =>
        showBoard(app, reply.code(code), {
          ...standing,
          form: { values, errors, parent: values.parent, ...(notice ? { notice } : {}) },
        })
      if (request.validationError) return again(422, fieldErrors(request.validationError))
      const { text, parent, to_all } = request.body
      // Only organisers write to everybody at once.
      const toAll = to_all === 'true' && role === 'organiser' && !parent
      try {
        await transact((tx) => writePost(tx, { group: group.id, author: person, text: text.trim(), parent, toAll }, app.now()))
      } catch (error) {
        if (error instanceof Conflict) return again(409, {}, error.key)
        throw error
      }
      return reply.back(boardPath(group.id), 'added')
    },
  )

  server.post(
    '/groups/:group/board/:post/removal',
    { config, schema: { params: PostParams, hide: true } },
    async (request, reply) => {
      const { group, person, role } = await groupForNewcomer(app, request)
      const removing = { group: group.id, post: request.params.post, by: person, organiser: role === 'organiser' }
      await transact((tx) => removePost(tx, removing, app.now()))
      return reply.back(boardPath(group.id), 'removed')
    },
  )
}

/** The end of a mail: no more of them, without signing in. One POST does it, for mail programs (RFC 8058) as for the button. */
export const quietRoutes: Routes = (app: App) => async (server) => {
  const schema = { params: QuietParams, hide: true }

  takeOneClick(server)
  server.get('/quiet/:token', { config: anyone, schema }, async (request, reply) => {
    const { t, group } = await quieted(app, request)
    const body = <QuietPage t={t} group={group.name} action={request.link(request.plainPath)} />
    return reply.page({ title: t('boards.quiet.title', { group: group.name }), body })
  })

  server.post('/quiet/:token', { config: anyone, schema }, async (request, reply) => {
    const { t, group, person } = await quieted(app, request)
    await app.database.transact(async (tx) => {
      for (const one of await descendants(tx, group.id)) await setMails(tx, { group: one, person, mails: 'none' })
    })
    return reply.page({ title: t('boards.quiet.done', { group: group.name }), body: <QuietedPage t={t} group={group.name} /> })
  })
}

async function quieted(app: App, { params, locale }: Asked<{ token: string }>) {
  const both = quietLinks.open(app, params.token)
  const group = both && (await findGroup(app.database.read, both.group))
  if (!both || !group) throw new NotFound('boards.gone')
  return { t: texts.in(locale), group, person: both.person }
}

type Shown = MemberStanding & { before?: string | undefined; form?: BoardProps['form'] }

async function showBoard(app: App, reply: FastifyReply, { group, person, role, newUntil, before, form }: Shown) {
  const { locale, link } = reply.request
  const { read } = app.database
  const t = pageTexts.in(locale)
  const { joined_at, line_since } = (await findMembership(read, group.id, person))!
  const joined = line_since ?? joined_at
  const found = await threads(read, { group: group.id, joined, onlySince: newUntil && joined_at, before, limit: SHOWN })
  const path = link(boardPath(group.id))
  const when = dateFormat(locale, { dateStyle: 'medium', timeStyle: 'short', timeZone: group.time_zone })
  const postOf = ({ id, author_id, given_name, text, posted_at, removed, to_all, group_id }: Post) => ({
    id,
    // A newcomer reads what is said, not who is there.
    author: (newUntil && author_id !== person ? null : given_name) ?? t('boards.somebody'),
    when: when.format(posted_at),
    paragraphs: removed ? [t('boards.removed')] : paragraphsOf(text),
    toAll: to_all,
    removal:
      !removed && (author_id === person || (role === 'organiser' && group_id === group.id)) ? `${path}/${id}/removal` : undefined,
  })
  const page = {
    t,
    locale,
    name: group.name,
    path,
    organiser: role === 'organiser',
    form: form ?? { values: {}, errors: {} },
    // What was said in the group that this one was born of is read here, and answered nowhere.
    threads: found.map((thread) => ({
      ...postOf(thread),
      open: thread.group_id === group.id,
      replies: thread.replies.map(postOf),
    })),
    older: found.length === SHOWN ? `${path}?before=${found.at(-1)!.id}` : undefined,
    back: link(membersPath(group.id)),
  }
  return reply.page({ title: t('boards.title', { name: group.name }), body: <BoardPage {...page} /> })
}
