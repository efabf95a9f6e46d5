import { normaliseEmail } from '#platform/text/email'
import type { FastifyReply } from 'fastify'
import type { App } from '#platform/app'
import { handOf } from '#platform/http/asked'
import { Conflict, Denied, Invalid, NotFound } from '#platform/errors'
import { fieldErrors } from '#platform/http/forms'
import type { Routes } from '#platform/http/server'
import { httpTexts } from '#platform/http/texts'
import { dateFormat } from '#platform/i18n/locales'
import { lastMomentOf } from '#platform/i18n/moments'
import { joinTexts, type Texts } from '#platform/i18n/texts'
import { isDay } from '#platform/text/day'
import type { FormState } from '#ui/form'
import { findTerritory, territoryTexts } from '#territories'
import { record } from '../commands/journal.ts'
import { endMandate, giveMandate, requireNoMore } from '../commands/mandates.ts'
import { mandates, roles } from '../queries/mandates.ts'
import { APART, covers } from '../rules.ts'
import { IdParams, MandateForm, SignOutForm } from '../schema.ts'
import { MandatesPage } from '../staff.page.tsx'
import { texts } from '../texts.ts'

const config = { permission: 'mandates.give' } as const
const formTexts: Texts = joinTexts([httpTexts, territoryTexts, texts])

/** Who may do what, and where: seen and given by those who may give. */
export const mandateRoutes: Routes = (app: App) => async (server) => {
  const { transact } = app.database

  server.get('/staff/mandates', { config, schema: { hide: true } }, (_request, reply) => show(app, reply, {}))

  server.post(
    '/staff/mandates',
    { config, schema: { body: MandateForm, hide: true }, attachValidation: true },
    async (request, reply) => {
      const values = request.body
      const again = (form: Omit<FormState, 'values'>, status = 422) =>
        show(app, reply.code(status), { mandate: { values, ...form } })
      if (request.validationError) return again({ errors: fieldErrors(request.validationError) })
      const { email, role, territory: typed, ends } = request.body
      const found = typed ? findTerritory(app, typed) : { territory: { area_id: null, place_id: null } }
      if ('error' in found) return again({ errors: { territory: found.error } })
      try {
        // Before anything is made: a refusal leaves no account behind.
        await transact((tx) => requireNoMore(tx, request.actor, { role_id: role, ...found.territory }))
        const lasting = { starts: app.now(), ends: ends ? endOf(app, ends) : null }
        const account = await app.auth.accountFor(normaliseEmail(email))
        const mandate = { account, role, territory: found.territory, ...lasting }
        await transact((tx) => giveMandate(tx, { giver: request.actor, now: app.now() }, mandate))
      } catch (error) {
        if (error instanceof Invalid) return again({ errors: error.fields })
        if (error instanceof Denied || error instanceof NotFound || error instanceof Conflict)
          return again({ errors: {}, notice: error.key }, error instanceof Denied ? 403 : 422)
        throw error
      }
      return reply.back('/staff/mandates', 'added')
    },
  )

  server.post('/staff/mandates/:id/end', { config, schema: { params: IdParams, hide: true } }, async (request, reply) => {
    await transact((tx) => endMandate(tx, handOf(app, request), request.params.id))
    return reply.back('/staff/mandates', 'ended')
  })
}

/** A lost telephone, somebody who left in anger: whoever has charge everywhere ends what is open in her name. */
export const signOutRoutes: Routes = (app: App) => async (server) => {
  const route = { config, schema: { body: SignOutForm, hide: true }, attachValidation: true }
  server.post('/staff/sessions/end', route, async (request, reply) => {
    const { email } = request.body
    const again = (errors: FormState['errors']) => show(app, reply.code(422), { signOut: { values: { email }, errors } })
    if (request.actor.scope('mandates.give') !== 'everywhere') throw new Denied('error.everywhere')
    if (request.validationError) return again(fieldErrors(request.validationError))
    const account = await app.auth.accountOf(normaliseEmail(email))
    if (!account) return again({ email: 'staff.sessions.nobody' })
    await app.database.transact((tx) =>
      record(tx, handOf(app, request), { action: 'sign-out', object: 'account', id: account, count: 0 }),
    )
    await app.auth.endAllOf(account)
    return reply.back('/staff/mandates', 'ended')
  })
}

const EMPTY: FormState = { values: {}, errors: {} }

type Forms = { mandate?: FormState; signOut?: FormState }

async function show(app: App, reply: FastifyReply, { mandate: form = EMPTY, signOut: leaving = EMPTY }: Forms) {
  const { request } = reply
  const t = formTexts.in(request.locale)
  const { read } = app.database
  const mine = request.actor.scope('mandates.give')
  const all = await mandates(read, app.now())
  const lines = all
    .filter(({ area_id, place_id }) => covers(mine, (area_id ?? place_id) ? [(area_id ?? place_id)!] : 'everywhere'))
    .map(({ id, email, role_id, territory, ends_at, giver }) => ({
      id,
      email,
      role: t(`staff.role.${role_id}`),
      territory: territory ?? t('staff.everywhere-short'),
      until: ends_at
        ? dateFormat(request.locale, { dateStyle: 'medium', timeZone: app.movement.current.timeZone }).format(ends_at)
        : '–',
      giver: giver ?? t('staff.mandate.set-up'),
      end: request.link(`/staff/mandates/${id}/end`),
    }))
  const held = (await roles(read)).filter(({ id, permissions }) =>
    APART.includes(id) ? mine === 'everywhere' : permissions.every((one) => request.actor.grants.has(one)),
  )
  const options = [
    { value: '', text: t('staff.mandate.role-choose') },
    ...held.map(({ id }) => ({ value: id, text: t(`staff.role.${id}`) })),
  ]
  const signOut = mine === 'everywhere' ? { form: leaving, action: request.link('/staff/sessions/end') } : undefined
  const page = {
    t,
    locale: request.locale,
    form,
    signOut,
    action: request.link('/staff/mandates'),
    roles: options,
    mandates: lines,
  }
  return reply.page({ title: t('staff.mandates.title'), body: <MandatesPage {...page} /> })
}

/** The end of that day, by the clocks of the movement. Throws Invalid for one that is over, or that is none. */
function endOf({ movement, now }: App, day: string): Date {
  const end = isDay(day) ? lastMomentOf(movement.current.timeZone, day) : undefined
  if (!end || end <= now()) throw new Invalid({ ends: 'staff.mandate.ends-past' })
  return end
}
