import type { App } from '#platform/app'
import { NotFound } from '#platform/errors'
import { HOUR, limiter } from '#platform/http/limits'
import type { Routes } from '#platform/http/server'
import { enqueue } from '#platform/jobs/queue'
import { contactOf } from '#platform/mail/writing'
import { currentId, erasePerson, findSupporter, type PersonId } from '../../core/index.ts'
import { erasing } from '../../addresses/index.ts'
import { erasureLinks, erasureMail } from '../erasing.ts'
import { ErasePage, ErasureSentPage } from '../leave.page.tsx'
import { TokenParams } from '../schema.ts'
import { keptOf } from '../kept.ts'
import { texts } from '../texts.ts'
import { leaverOf, showGone } from './leave.tsx'

const options = { config: { permission: 'anyone' }, schema: { params: TokenParams, hide: true } } as const

/** Letters that one link brings its owner in a day. */
const LETTERS = 3

/** Erasing oneself: asked for by the link of any mail, done by that of a letter that then comes. */
export const eraseRoutes: Routes = (app: App) => async (server) => {
  const { transact } = app.database

  server.get('/leave/:token/erasure', options, async (request, reply) => {
    await leaverOf(app, request.params.token)
    const t = texts.in(request.locale)
    const back = request.link(`/leave/${request.params.token}`)
    return reply.page({
      title: t('privacy.erase.title'),
      body: <ErasePage t={t} asked={false} action={request.link(request.plainPath)} back={back} />,
    })
  })

  const few = limiter(server, [{ max: LETTERS, window: 24 * HOUR, key: ({ plainPath }) => plainPath }])
  server.post('/leave/:token/erasure', { ...options, preHandler: few }, async (request, reply) => {
    const { person, mark = null } = await leaverOf(app, request.params.token)
    const asked = { person, mark, at: app.now().getTime() }
    await transact(async (tx) => enqueue(tx, erasureMail, asked))
    const t = texts.in(request.locale)
    return reply.page({ title: t('privacy.erase.sent-title'), body: <ErasureSentPage t={t} contact={contactOf(app)} /> })
  })

  server.get('/erase/:token', options, async (request, reply) => {
    const person = await eraserOf(app, request.params.token)
    if (!(await findSupporter(app.database.read, person))) return showGone(request, reply)
    const t = texts.in(request.locale)
    const action = request.link(request.plainPath)
    return reply.page({
      title: t('privacy.erase.title'),
      body: <ErasePage t={t} asked action={action} back={request.link('/')} />,
    })
  })

  server.post('/erase/:token', options, async (request, reply) => {
    const person = await eraserOf(app, request.params.token)
    const kept = await keptOf(app, person, request.locale)
    await transact((tx) => erasePerson(tx, { person, now: app.now(), ...erasing(app) }))
    return showGone(request, reply, kept)
  })
}

/** Whom a letter lets erase herself. Throws NotFound when its link is forged, or over. */
function eraserOf(app: App, token: string): Promise<PersonId> {
  const person = erasureLinks.open(app, token)
  if (!person) throw new NotFound('privacy.erase.over')
  return currentId(app.database.read, person)
}
