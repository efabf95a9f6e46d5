import { Type } from 'typebox'
import type { App } from '#platform/app'
import type { Asked } from '#platform/http/asked'
import { NotFound } from '#platform/errors'
import { submitted } from '#platform/http/forms'
import type { Routes } from '#platform/http/server'
import { newcomerOf } from '#people'
import { AskingForm, showEvent, signUpPerson } from '../attending/index.ts'
import { type EventId, eventFor } from '../core/index.ts'

const config = { permission: 'anyone' } as const
const FirstActParams = Type.Object({ event: Type.String({ format: 'uuid' }), token: Type.String({ maxLength: 120 }) })

/**
 * Signing up for an event right after signing, for an hour: she has just shown that the mailbox is hers, and is not asked for it again. The token opens
 * nothing but this door.
 */
export const firstActRoutes: Routes = (app: App) => async (server) => {
  server.get(
    '/events/:event/welcome/:token',
    { config, schema: { params: FirstActParams, hide: true } },
    async (request, reply) => {
      const { standing } = await newcomer(app, request)
      return showEvent(app, reply, standing)
    },
  )

  server.post(
    '/events/:event/welcome/:token',
    { config, schema: { params: FirstActParams, body: AskingForm, hide: true }, attachValidation: true },
    async (request, reply) => {
      const { standing, email } = await newcomer(app, request)
      return submitted(request, {
        again: (code, form) => showEvent(app, reply.code(code), { ...standing, form }),
        work: async () => reply.redirect(await signUpPerson(app, request, { ...standing, email }), 303),
      })
    },
  )
}

/** Who holds the token, and the event that she looks at, as anybody sees it. */
async function newcomer(app: App, request: Asked<{ event: EventId; token: string }>) {
  const person = await newcomerOf(app, request.params.token)
  if (!person) throw new NotFound('first-act.over')
  const { event } = await eventFor(app, request, undefined)
  const standing = { event, person: person.id, holds: false, signedIn: true, signUpAt: request.link(request.plainPath) }
  return { standing, email: person.email }
}
