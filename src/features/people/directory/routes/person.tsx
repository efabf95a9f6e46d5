import type { FastifyReply, FastifyRequest } from 'fastify'
import type { App } from '#platform/app'
import { type Asked, handOf } from '#platform/http/asked'
import { Conflict } from '#platform/errors'
import { fieldErrors } from '#platform/http/forms'
import type { Routes } from '#platform/http/server'
import { hashOf } from '../../addresses/index.ts'
import { addPoint, changeDetails, customFields, type CustomValue, type PersonId, setCustom } from '../../core/index.ts'
import { cameBy } from '../../fields/index.ts'
import { readCustom, readDetails, readPoint } from '../../bringing/index.ts'
import { gazetteerOf } from '#territories'
import { personFor } from '../access.ts'
import { CustomForm, DetailsForm, PersonParams, PointForm } from '../schema.ts'
import { showPerson } from './person-view.tsx'

const see = { permission: 'people.see' } as const
const edit = { permission: 'people.edit' } as const
const params = PersonParams

/** A person's page, and what is typed on it. */
export const personRoutes: Routes = (app: App) => async (server) => {
  const { read, transact } = app.database

  server.get('/staff/people/:person', { config: see, schema: { params, hide: true } }, async (request, reply) => {
    const found = await personOf(app, request, 'people.see')
    return showPerson(app, reply, { found })
  })

  const details = { config: edit, schema: { params, body: DetailsForm, hide: true }, attachValidation: true }
  server.post('/staff/people/:person/details', details, async (request, reply) => {
    const found = await personOf(app, request, 'people.edit')
    const values = request.body
    const wrong = request.validationError && { errors: fieldErrors(request.validationError) }
    const typed = wrong ?? readDetails(cameBy('staff', request.body, found), gazetteerOf(app), found)
    if ('errors' in typed) return showPerson(app, reply, { found, forms: { details: { values, errors: typed.errors } } })
    await transact((tx) => changeDetails(tx, { ...handOf(app, request), person: found.id }, typed.details))
    return back(request, reply, found.id)
  })

  const points = {
    config: { ...edit, evenly: { but: 'people.see' } },
    schema: { params, body: PointForm, hide: true },
    attachValidation: true,
  }
  server.post('/staff/people/:person/points', points, async (request, reply) => {
    const found = await personOf(app, request, 'people.edit')
    const values = request.body
    const wrong = (key: string) => showPerson(app, reply, { found, forms: { point: { values, errors: { value: key } } } })
    const point = request.validationError ? undefined : readPoint(request.body.value, found.country)
    if (!point) return wrong('directory.person.point-wrong')
    try {
      await transact((tx) => addPoint(tx, { ...handOf(app, request), person: found.id }, { ...point, hashOf: hashOf(app) }))
    } catch (error) {
      if (error instanceof Conflict) return wrong(error.key)
      throw error
    }
    return back(request, reply, found.id)
  })

  const custom = { config: edit, schema: { params, body: CustomForm, hide: true } }
  server.post('/staff/people/:person/custom', custom, async (request, reply) => {
    const found = await personOf(app, request, 'people.edit')
    const { values, errors } = readFields(await customFields(read), request.body)
    if (Object.keys(errors).length > 0)
      return showPerson(app, reply, { found, forms: { custom: { values: request.body, errors } } })
    await transact((tx) => setCustom(tx, { ...handOf(app, request), person: found.id }, values))
    return back(request, reply, found.id)
  })
}

/** The person of the address, when the actor may do that to her. */
export function personOf(app: App, { actor, params }: Asked<{ person: PersonId }>, permission: string) {
  return personFor(app, actor, { person: params.person, permission })
}

export function back(_request: FastifyRequest, reply: FastifyReply, id: PersonId) {
  return reply.back(`/staff/people/${id}`, 'saved')
}

type Fields = Awaited<ReturnType<typeof customFields>>

function readFields(fields: Fields, typed: Record<string, string>) {
  const errors: Record<string, string> = {}
  const values: Record<string, CustomValue | null> = {}
  for (const field of fields) {
    const value = readCustom(field, typed[field.key] ?? '')
    if (value === undefined) errors[field.key] = `directory.field.wrong-${field.kind}`
    else values[field.key] = value
  }
  return { values, errors }
}
