import type { FastifyReply, FastifyRequest } from 'fastify'
import type { App } from '#platform/app'
import { Conflict, Denied, Invalid } from '#platform/errors'
import { fieldErrors, type FieldErrors, formValues } from '#platform/http/forms'
import type { Routes } from '#platform/http/server'
import { httpTexts } from '#platform/http/texts'
import { formatDay } from '#platform/i18n/locales'
import { joinTexts } from '#platform/i18n/texts'
import type { FormState } from '#ui/form'
import { isDay } from '#people'
import { requireEverywhere, staffTexts } from '../../core/index.ts'
import { findTerritory, territoryTexts } from '#territories'
import { KeysPage } from '../api.page.tsx'
import { endKey, giveKey } from '../commands.ts'
import { keys } from '../queries.ts'
import { KEY_PERMISSIONS } from '../rules.ts'
import { KeyForm, KeyParams } from '../schema.ts'
import { type T, texts } from '../texts.ts'

const config = { permission: 'keys.give' } as const
const formTexts = joinTexts([httpTexts, staffTexts, territoryTexts, texts])

type Shown = { form?: FormState; given?: string }

/** Keys of other software: given, seen and ended. */
export const keyRoutes: Routes = (app: App) => async (server) => {
  const { transact } = app.database
  const hand = ({ actor }: FastifyRequest) => ({ actor, now: app.now() })

  server.get('/staff/keys', { config, schema: { hide: true } }, (request, reply) => show(app, request, reply, {}))

  server.post(
    '/staff/keys',
    { config, schema: { body: KeyForm, hide: true }, attachValidation: true },
    async (request, reply) => {
      requireEverywhere(request.actor, 'keys.give')
      const values = formValues(request.body)
      const again = (errors: FieldErrors, notice?: string) =>
        show(app, request, reply.code(422), { form: { values, errors, ...(notice ? { notice } : {}) } })
      if (request.validationError) return again(fieldErrors(request.validationError))
      const { name, permissions = {}, territory: typed, ends } = request.body
      if (!isDay(ends)) return again({ ends: 'api.key.ends-wrong' })
      if (Object.keys(permissions).length === 0) return again({}, 'api.key.nothing')
      const found = typed ? findTerritory(app, typed) : { territory: { area_id: null, place_id: null } }
      if ('error' in found) return again({ territory: found.error })
      const giving = {
        name,
        permissions: Object.keys(permissions),
        territory: found.territory,
        ends: new Date(`${ends}T23:59:59Z`),
      }
      try {
        const given = await transact((tx) => giveKey(tx, hand(request), giving))
        return show(app, request, reply, { given })
      } catch (error) {
        if (error instanceof Invalid) return again(error.fields)
        if (error instanceof Denied || error instanceof Conflict) return again({}, error.key)
        throw error
      }
    },
  )

  server.post('/staff/keys/:id/end', { config, schema: { params: KeyParams, hide: true } }, async (request, reply) => {
    requireEverywhere(request.actor, 'keys.give')
    await transact((tx) => endKey(tx, hand(request), request.params.id))
    return reply.back('/staff/keys', 'ended')
  })
}

async function show(app: App, request: FastifyRequest, reply: FastifyReply, { form, given }: Shown) {
  requireEverywhere(request.actor, 'keys.give')
  const { locale, link } = request
  const t = formTexts.in(locale) as T
  const found = await keys(app.database.read, app.now())
  const page = {
    t,
    locale,
    form: form ?? { values: { ends: new Date(app.now().getTime() + 180 * 86_400_000).toISOString().slice(0, 10) }, errors: {} },
    given,
    paths: { keys: link('/staff/keys'), manual: link('/api') },
    permissions: KEY_PERMISSIONS.map((one) => ({ name: `permissions[${one}]`, label: t(`api.may.${one}`) })),
    keys: found.map(({ id, name, hint, permissions, territory, ends_at, used_on, giver }) => ({
      id,
      name: `${name} (…${hint})`,
      may: permissions.map((one) => t(`api.may.${one as 'people.see'}`)).join(', '),
      where: territory ?? t('api.everywhere'),
      until: formatDay(locale, ends_at.toISOString().slice(0, 10)),
      used: used_on ? formatDay(locale, used_on) : '–',
      giver: giver ?? '–',
      end: link(`/staff/keys/${id}/end`),
    })),
  }
  return reply.page({ title: t('api.keys'), body: <KeysPage {...page} /> })
}
