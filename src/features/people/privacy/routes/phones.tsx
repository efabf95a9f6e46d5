import type { App } from '#platform/app'
import { handOf } from '#platform/http/asked'
import { NotFound } from '#platform/errors'
import { fieldErrors } from '#platform/http/forms'
import type { Routes } from '#platform/http/server'
import { hashOf } from '../../addresses/index.ts'
import { addPoint, contactPoints, lockPeople, removePoint } from '../../core/index.ts'
import { readPoint } from '../../bringing/index.ts'
import { OwnPhone, PointParams } from '../schema.ts'
import { requireOwn, showMe } from './me.tsx'

const config = { permission: 'signed-in' } as const
/** Numbers of one record: more is nobody's own. */
const MOST_PHONES = 5

/** One's own telephone numbers. The mailbox is the account's, and moves with it. */
export const phoneRoutes: Routes = (app: App) => async (server) => {
  const { read, transact } = app.database

  const adding = { config, schema: { body: OwnPhone, hide: true }, attachValidation: true }
  server.post('/me/phones', adding, async (request, reply) => {
    const person = await requireOwn(app, request)
    const values = request.body
    const again = (errors: Record<string, string>) => showMe(app, reply.code(422), { person, phone: { values, errors } })
    if (request.validationError) return again(fieldErrors(request.validationError))
    const point = readPoint(request.body.phone, person.country)
    if (point?.kind !== 'phone') return again({ phone: 'form.format.phone' })
    const wrong = await transact(async (tx) => {
      await lockPeople(tx, [person.id])
      const phones = (await contactPoints(tx, person.id)).filter(({ kind }) => kind === 'phone')
      if (phones.length >= MOST_PHONES) return 'privacy.me.phones-enough'
      if (phones.some(({ value }) => value === point.value)) return 'privacy.me.phone-there'
      return addPoint(tx, { ...handOf(app, request), person: person.id }, { ...point, hashOf: hashOf(app) })
    })
    return wrong ? again({ phone: wrong }) : reply.back('/me', 'added')
  })

  server.post('/me/phones/:point/removal', { config, schema: { params: PointParams, hide: true } }, async (request, reply) => {
    const person = await requireOwn(app, request)
    const own = (await contactPoints(read, person.id)).find(({ id }) => id === request.params.point)
    if (own?.kind !== 'phone') throw new NotFound('error.not-found')
    await transact((tx) => removePoint(tx, { ...handOf(app, request), person: person.id }, own.id))
    return reply.back('/me', 'removed')
  })
}
