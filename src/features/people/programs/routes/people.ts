import type { FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import type { App } from '#platform/app'
import { NotFound } from '#platform/errors'
import { handOf } from '#platform/http/asked'
import type { Routes } from '#platform/http/server'
import { readPoint } from '../../bringing/index.ts'
import { sendOnce, sendTagged, witnessOf } from '#staff'
import { audienceIds, everybody } from '../../audiences/index.ts'
import type { PersonId } from '../../core/index.ts'
import { askedIn, ledger } from '../../ledger/index.ts'
import { personFor } from '../../directory/index.ts'
import { changePerson } from '../changing.ts'
import { enterPerson, recordConsent } from '../entering.ts'
import { peopleOf, personBodies, type PersonBody } from '../queries.ts'
import { texts } from '../texts.ts'
import * as shapes from '../schema.ts'

const see = { permission: 'people.see' } as const
const search = { ...see, evenly: { but: 'people.see' } } as const
const edit = { permission: 'people.edit' } as const
const enter = { permission: 'people.enter', evenly: { but: 'people.see' } } as const
const PAGE = 100
/** Documents are in English: programmers read them. */
const t = texts.in('en')
const security = [{ key: [] }]
const person = shapes.PersonParams

/** People as lists, one by one, and by what they are known by. */
export const peopleRoutes: Routes = (app: App) => async (server) => {
  const { read } = app.database
  const listing = {
    querystring: shapes.ListQuery,
    response: { 200: shapes.PeoplePage },
    summary: t('programs.do.people'),
    security,
  }
  server.get('/api/v1/people', { config: see, schema: listing }, async (request, reply) => {
    const { after, limit = String(PAGE) } = request.query
    const scope = request.actor.scope('people.see')
    const ids = await audienceIds(read, app, { rule: everybody, scope, after, limit: Number(limit) + 1 })
    return reply.send(await pageOf(app, request, { ids, limit: Number(limit) }))
  })

  const looking = { body: shapes.Lookup, response: { 200: shapes.Looked }, summary: t('programs.do.lookup'), security }
  server.post('/api/v1/people/search', { config: search, schema: looking }, async (request, reply) => {
    const scope = request.actor.scope('people.see')
    const { email, phone, foreign_id } = request.body
    const { country } = app.movement.current
    const typed = {
      ...(email ? { email: readPoint(email, country)?.value ?? '' } : {}),
      ...(phone ? { phone: readPoint(phone, country)?.value ?? '' } : {}),
      ...(foreign_id ? { foreign_id } : {}),
    }
    const people = await personBodies(read, await peopleOf(read, typed, scope), scope)
    await noted(app, request, people)
    return reply.send({ people })
  })

  const one = { params: person, response: { 200: shapes.Person, 304: Type.Null() }, summary: t('programs.do.person'), security }
  server.get('/api/v1/people/:person', { config: see, schema: one }, async (request, reply) => {
    const { id } = await personFor(app, request.actor, { person: request.params.person, permission: 'people.see' })
    const [body] = await personBodies(read, [id], request.actor.scope('people.see'))
    if (!body) throw new NotFound('error.not-found')
    await witnessOf(app)(request.actor, { action: 'view', object: 'person', id })
    return sendTagged(request, reply, body)
  })

  const consents = { params: person, response: { 200: shapes.Ledger }, summary: t('programs.do.consents'), security }
  server.get('/api/v1/people/:person/consents', { config: see, schema: consents }, async (request, reply) => {
    const { id } = await personFor(app, request.actor, { person: request.params.person, permission: 'people.see' })
    await witnessOf(app)(request.actor, { action: 'view', object: 'person', id, fields: ['consent'] })
    const rows = await ledger(read, id)
    return reply.send({
      consents: rows.map(({ purpose, channel, action, method, wording_text, collected_at }) => ({
        purpose,
        channel,
        action,
        method,
        wording: wording_text,
        collected_at: collected_at.toISOString(),
      })),
    })
  })
}

/** Entering people, changing them, and writing down what they said. */
export const changeRoutes: Routes = (app: App) => async (server) => {
  const entering = {
    body: shapes.newPersonOf(askedIn(app, 'program')),
    response: { 200: shapes.Entered },
    summary: t('programs.do.enter'),
    security,
  }
  server.post('/api/v1/people', { config: enter, schema: entering }, (request, reply) =>
    sendOnce(app, reply, async (tx) => ({
      status: 200,
      body: await enterPerson(tx, app, { actor: request.actor, ...request.body }),
    })),
  )

  const changing = {
    params: person,
    body: shapes.PersonChange,
    response: { 200: shapes.Person },
    summary: t('programs.do.change'),
    security,
  }
  server.patch('/api/v1/people/:person', { config: edit, schema: changing }, async (request, reply) => {
    const { id } = await personFor(app, request.actor, { person: request.params.person, permission: 'people.edit' })
    const hand = { ...handOf(app, request), person: id }
    const body = await changePerson(app, hand, { change: request.body, ifMatch: request.headers['if-match'] })
    return sendTagged(request, reply, body)
  })

  const saying = {
    params: person,
    body: shapes.consentOf(askedIn(app, 'program')),
    response: { 200: shapes.ConsentAnswer },
    summary: t('programs.do.consent'),
    security,
  }
  server.post('/api/v1/people/:person/consents', { config: edit, schema: saying }, async (request, reply) => {
    const { id } = await personFor(app, request.actor, { person: request.params.person, permission: 'people.edit' })
    return sendOnce(app, reply, async (tx) => ({
      status: 200,
      body: await recordConsent(tx, app, { actor: request.actor, person: id, ...request.body }),
    }))
  })
}

/** One page of people and where the next begins; noted before it leaves. */
export async function pageOf(app: App, request: FastifyRequest, { ids, limit }: { ids: PersonId[]; limit: number }) {
  const shown = ids.slice(0, limit)
  const people = await personBodies(app.database.read, shown, request.actor.scope('people.see'))
  await noted(app, request, people)
  return { people, next: ids.length > limit ? shown.at(-1)! : null }
}

async function noted(app: App, { actor }: FastifyRequest, people: PersonBody[]): Promise<void> {
  if (people.length > 0) await witnessOf(app)(actor, { action: 'list', object: 'people', count: people.length })
}
