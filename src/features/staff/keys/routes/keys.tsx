import type { FastifyReply, FastifyRequest } from 'fastify'
import type { App } from '#platform/app'
import { handOf } from '#platform/http/asked'
import { Conflict, Denied, Invalid } from '#platform/errors'
import { fieldErrors, type FieldErrors, formValues } from '#platform/http/forms'
import type { Routes } from '#platform/http/server'
import { httpTexts } from '#platform/http/texts'
import { formatDay, formatNumber } from '#platform/i18n/locales'
import { addDays, clockIn, lastMomentOf, todayOf } from '#platform/i18n/moments'
import { joinTexts } from '#platform/i18n/texts'
import { isDay } from '#platform/text/day'
import type { FormState } from '#ui/form'
import { approvalStates, staffTexts } from '../../core/index.ts'
import { findTerritory, territoryTexts } from '#territories'
import { KeysPage } from '../api.page.tsx'
import { endKey, giveKey, KEY, makeKey } from '../commands.ts'
import { keys } from '../queries.ts'
import { offeredIn } from '../programs.ts'
import { keyForm, KeyParams } from '../schema.ts'
import { texts } from '../texts.ts'

const config = { permission: 'keys.give', everywhere: true } as const

type Shown = { form?: FormState; given?: string }

/** Keys of other software: given, seen and ended. */
export const keyRoutes: Routes = (app: App) => async (server) => {
  const { transact } = app.database
  const show = keysPage(app)
  const body = keyForm(offeredIn(app).permissions.map(({ name }) => name))

  server.get('/staff/keys', { config, schema: { hide: true } }, (request, reply) => show(request, reply, {}))

  server.post('/staff/keys', { config, schema: { body, hide: true }, attachValidation: true }, async (request, reply) => {
    const values = formValues(request.body)
    const again = (errors: FieldErrors, notice?: string) =>
      show(request, reply.code(422), { form: { values, errors, ...(notice ? { notice } : {}) } })
    if (request.validationError) return again(worded(fieldErrors(request.validationError)))
    const { name, permissions = {}, territory: typed, persons, ends } = request.body
    if (!isDay(ends)) return again({ ends: 'api.key.ends-wrong' })
    if (Object.keys(permissions).length === 0) return again({}, 'api.key.nothing')
    const found = typed ? findTerritory(app, typed) : { territory: { area_id: null, place_id: null } }
    if ('error' in found) return again({ territory: found.error })
    const about = aloud(app, { permissions: Object.keys(permissions), typed, persons })
    const giving = {
      about,
      name,
      permissions: Object.keys(permissions),
      territory: found.territory,
      ends: lastMomentOf(app.movement.current.timeZone, ends),
      personsADay: persons ? Number(persons) : null,
    }
    try {
      const given = await transact((tx) => giveKey(tx, app, { actor: request.actor, giving }))
      return given ? show(request, reply, { given }) : reply.back('/staff/keys', 'asked')
    } catch (error) {
      if (error instanceof Invalid) return again(error.fields)
      if (error instanceof Denied || error instanceof Conflict) return again({}, error.key)
      throw error
    }
  })

  server.post('/staff/keys/:id/make', { config, schema: { params: KeyParams, hide: true } }, async (request, reply) => {
    const given = await transact((tx) => makeKey(tx, handOf(app, request), request.params.id))
    return show(request, reply, { given })
  })

  server.post('/staff/keys/:id/end', { config, schema: { params: KeyParams, hide: true } }, async (request, reply) => {
    await transact((tx) => endKey(tx, handOf(app, request), request.params.id))
    return reply.back('/staff/keys', 'ended')
  })
}

/** What stands in the field of a number is no answer that one chose. */
const worded = ({ persons, ...errors }: FieldErrors): FieldErrors =>
  persons ? { ...errors, persons: 'api.key.persons-wrong' } : errors

/** What a key would do, in the movement's language: a second person has to know it before she allows it. */
function aloud(app: App, key: { permissions: string[]; typed: string | undefined; persons: string | undefined }): string {
  const { locale } = app.movement.current
  const offered = offeredIn(app)
  const t = joinTexts([texts, offered.texts]).in(locale)
  const may = offered.permissions.filter(({ name }) => key.permissions.includes(name)).map(({ label }) => t(label))
  const persons = formatNumber(locale, Number(key.persons ?? app.config.personsADay))
  return [may.join(', '), key.typed ?? t('api.everywhere'), `${t('api.key.persons')}\u00A0: ${persons}`].join(' · ')
}

function keysPage(app: App) {
  const offered = offeredIn(app)
  const pageTexts = joinTexts([httpTexts, staffTexts, territoryTexts, texts, offered.texts])
  return async (request: FastifyRequest, reply: FastifyReply, { form, given }: Shown) => {
    const { locale, link } = request
    const t = pageTexts.in(locale)
    const dayOf = (moment: Date) => clockIn(app.movement.current.timeZone, moment).day
    // What belongs to a room that is off keeps its name.
    const labels = new Map(offered.permissions.map(({ name, label }) => [name, t(label)]))
    const reading = new Set(offered.permissions.filter(({ reads }) => reads).map(({ name }) => name))
    const found = await keys(app.database.read, app.now())
    const open = found.filter(({ hint, given_by }) => hint === null && given_by === request.actor.account)
    const asked = { kind: KEY, subjects: open.map(({ id }) => id), by: request.actor.account }
    const states = await approvalStates(app.database.read, asked, app.now())
    const page = {
      t,
      locale,
      form: form ?? { values: { ends: addDays(todayOf(app), 180) }, errors: {} },
      given,
      paths: { keys: link('/staff/keys'), manual: link('/api') },
      permissions: Array.from(labels, ([name, label]) => ({ name: `permissions[${name}]`, label })),
      keys: found.map(({ id, name, hint, permissions, territory, ends_at, used_on, persons_a_day, giver }) => ({
        id,
        name: hint === null ? name : `${name} (…${hint})`,
        may: permissions.map((one) => labels.get(one) ?? one).join(', '),
        where: territory ?? t('api.everywhere'),
        until: formatDay(locale, dayOf(ends_at)),
        used: used_on ? formatDay(locale, used_on) : '–',
        waits: hint === null && states.get(id) !== 'given',
        persons: permissions.some((one) => reading.has(one))
          ? formatNumber(locale, persons_a_day ?? app.config.personsADay)
          : '–',
        make: states.get(id) === 'given' ? link(`/staff/keys/${id}/make`) : undefined,
        giver: giver ?? '–',
        end: link(`/staff/keys/${id}/end`),
      })),
    }
    return reply.page({ title: t('api.keys'), body: <KeysPage {...page} /> })
  }
}
