import { Type } from 'typebox'
import type { App } from '#platform/app'
import { handOf } from '#platform/http/asked'
import { NotFound } from '#platform/errors'
import type { Routes } from '#platform/http/server'
import { sendOnce, sendTagged } from '#staff'
import { audienceIds, audiences, countAudience, findAudience } from '../../audiences/index.ts'
import { addTag, allTags, removeTag } from '../../core/index.ts'
import { personFor } from '../../directory/index.ts'
import * as shapes from '../schema.ts'
import { texts } from '../texts.ts'
import { pageOf } from './people.ts'

const see = { permission: 'people.see' } as const
const edit = { permission: 'people.edit' } as const
const t = texts.in('en')
const security = [{ key: [] }]

/** Tags, and who wears them. */
export const tagRoutes: Routes = (app: App) => async (server) => {
  const { read, transact } = app.database
  const listing = { response: { 200: shapes.Tags, 304: Type.Null() }, summary: t('programs.do.tags'), security }
  server.get('/api/v1/tags', { config: see, schema: listing }, async (request, reply) =>
    sendTagged(request, reply, { tags: (await allTags(read)).map(({ id, name }) => ({ id, name })) }),
  )

  const adding = {
    params: shapes.PersonParams,
    body: shapes.NewTag,
    response: { 204: Type.Null() },
    summary: t('programs.do.tag'),
    security,
  }
  server.post('/api/v1/people/:person/tags', { config: edit, schema: adding }, async (request, reply) => {
    const { id } = await personFor(app, request.actor, { person: request.params.person, permission: 'people.edit' })
    return sendOnce(app, reply, async (tx) => {
      await addTag(tx, { ...handOf(app, request), person: id }, request.body.tag)
      return { status: 204, body: null }
    })
  })

  const removing = { params: shapes.TagParams, response: { 204: Type.Null() }, summary: t('programs.do.untag'), security }
  server.delete('/api/v1/people/:person/tags/:tag', { config: edit, schema: removing }, async (request, reply) => {
    const { id } = await personFor(app, request.actor, { person: request.params.person, permission: 'people.edit' })
    await transact((tx) => removeTag(tx, { ...handOf(app, request), person: id }, request.params.tag))
    return reply.code(204).send(null)
  })
}

/** Audiences, and whom each selects within the territory of the key. */
export const audienceRoutes: Routes = (app: App) => async (server) => {
  const { read } = app.database
  const params = shapes.AudienceParams

  const listing = { response: { 200: shapes.Audiences, 304: Type.Null() }, summary: t('programs.do.audiences'), security }
  server.get('/api/v1/audiences', { config: see, schema: listing }, async (request, reply) =>
    sendTagged(request, reply, { audiences: (await audiences(read)).map(({ id, name }) => ({ id, name })) }),
  )

  const one = { params, response: { 200: shapes.Audience }, summary: t('programs.do.audience'), security }
  server.get('/api/v1/audiences/:audience', { config: see, schema: one }, async (request, reply) => {
    const found = await findAudience(read, request.params.audience)
    if (!found) throw new NotFound('error.not-found')
    const { id, name, rule } = found
    return reply.send({ id, name, people: await countAudience(read, app, { rule, scope: request.actor.scope('people.see') }) })
  })

  const people = {
    params,
    querystring: shapes.ListQuery,
    response: { 200: shapes.PeoplePage },
    summary: t('programs.do.audience-people'),
    security,
  }
  server.get('/api/v1/audiences/:audience/people', { config: see, schema: people }, async (request, reply) => {
    const found = await findAudience(read, request.params.audience)
    if (!found) throw new NotFound('error.not-found')
    const { after, limit = '100' } = request.query
    const scope = request.actor.scope('people.see')
    const ids = await audienceIds(read, app, { rule: found.rule, scope, after, limit: Number(limit) + 1 })
    return reply.send(await pageOf(app, request, { ids, limit: Number(limit) }))
  })
}
