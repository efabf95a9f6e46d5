import type { FastifyReply } from 'fastify'
import type { App } from '#platform/app'
import { handOf } from '#platform/http/asked'
import { NotFound } from '#platform/errors'
import type { Routes } from '#platform/http/server'
import { readCursor, rowsOf, writeCursor } from '../../directory/index.ts'
import { witnessOf } from '#staff'
import { audiencesAloud, spokenIn } from '../aloud.ts'
import { AudiencePage, AudiencesPage } from '../audience.page.tsx'
import { removeAudience } from '../commands.ts'
import { textsOf } from '../criteria.ts'
import { countAudience, findAudience, listAudience } from '../queries.ts'
import { AudienceParams, PageForm } from '../schema.ts'
import { sentenceOf } from '../sentence.ts'

const config = { permission: 'audiences.edit' } as const
const PAGE = 25

/** Audiences, and whom each selects now. */
export const audienceRoutes: Routes = (app: App) => async (server) => {
  const { read, transact } = app.database
  const params = AudienceParams

  server.get('/staff/audiences', { config, schema: { hide: true } }, async (request, reply) => {
    const t = textsOf(app).in(request.locale)
    const found = await audiencesAloud(read, app, request.locale)
    const lines = found.map((one) => ({ ...one, href: request.link(`/staff/audiences/${one.id}`) }))
    return reply.page({
      title: t('audiences.title'),
      body: <AudiencesPage t={t} fresh={request.link('/staff/audiences/new')} audiences={lines} />,
    })
  })

  server.get('/staff/audiences/:audience', { config, schema: { params, hide: true } }, (request, reply) =>
    show(app, reply, { id: request.params.audience }),
  )
  server.post('/staff/audiences/:audience', { config, schema: { params, body: PageForm, hide: true } }, (request, reply) =>
    show(app, reply, { id: request.params.audience, after: request.body.after }),
  )
  server.post('/staff/audiences/:audience/removal', { config, schema: { params, hide: true } }, async (request, reply) => {
    await transact((tx) => removeAudience(tx, handOf(app, request), request.params.audience))
    return reply.back('/staff/audiences', 'removed')
  })
}

async function show(app: App, reply: FastifyReply, { id, after }: { id: string; after?: string | undefined }) {
  const { request } = reply
  const { read } = app.database
  const audience = await findAudience(read, id)
  if (!audience) throw new NotFound('error.not-found')
  const scope = request.actor.scope('people.see')
  const { name, rule } = audience
  const [n, found, spoken] = await Promise.all([
    countAudience(read, app, { rule, scope }),
    listAudience(read, app, { rule, scope, limit: PAGE + 1, cursor: readCursor(after) }),
    spokenIn(read, app, request.locale),
  ])
  const { t } = spoken
  const page = found.slice(0, PAGE)
  const rows = await rowsOf(
    read,
    page.map((one) => one.id),
    request,
  )
  await witnessOf(app)(request.actor, { action: 'list', object: 'audience', id, count: rows.length })
  const action = request.link(`/staff/audiences/${id}`)
  const props = {
    t,
    name,
    sentence: sentenceOf(rule, spoken),
    count: t('audiences.n', { n }),
    rows,
    paths: {
      edit: `${action}/edit`,
      removal: `${action}/removal`,
      export: request.actor.grants.has('people.export') ? `${action}/export` : undefined,
      erasure: request.actor.grants.has('people.erase') ? `${action}/erasure` : undefined,
    },
    next:
      found.length > PAGE ? { action, fields: { after: writeCursor(page.at(-1)!) }, text: t('directory.staff.next') } : undefined,
    first: after ? { action, fields: {}, text: t('directory.staff.first') } : undefined,
  }
  return reply.page({ title: name, body: <AudiencePage {...props} /> })
}
