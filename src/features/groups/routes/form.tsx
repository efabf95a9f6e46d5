import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Static } from 'typebox'
import type { App } from '#platform/app'
import { Conflict } from '#platform/errors'
import { fieldErrors, formValues } from '#platform/http/forms'
import type { Routes } from '#platform/http/server'
import { httpTexts } from '#platform/http/texts'
import { joinTexts } from '#platform/i18n/texts'
import type { FormState } from '#ui/form'
import { personOfEmail } from '#people'
import { distanceKm, geocode, type Point, territoryTexts, type Town, townName } from '#territories'
import { groupForOrganiser } from '../access.ts'
import { changeGroup, createGroup, type GroupDetails } from '../commands/create.ts'
import { languageOf } from '../describing.ts'
import { GroupFormPage } from '../form.page.tsx'
import { oneTown, pointOf } from '../locating.ts'
import { membersPath } from '../paths.ts'
import type { GroupRecord } from '../queries/group.ts'
import { LANGUAGES, THEMES } from '../rules.ts'
import { GroupForm, GroupParams } from '../schema.ts'
import { type T, texts } from '../texts.ts'
import { agreedBy } from '../wording.ts'

const config = { permission: 'signed-in' } as const
const formTexts = joinTexts([httpTexts, territoryTexts, texts])

type Shown = { action: string; founding: boolean; refused?: string | undefined }

/** Founding a group, and changing what it says of itself. */
export const formRoutes: Routes = (app: App) => async (server) => {
  const { read, transact } = app.database

  server.get('/groups/new', { config, schema: { hide: true } }, async (request, reply) => {
    const person = await personOfEmail(read, request.actor.email)
    const refused = person ? undefined : texts.in(request.locale)('groups.new.not-supporter')
    // The careful answers, until she chooses others; what she shows of herself is never ticked for her.
    const form = { values: { precision: 'town', joining: 'open' }, errors: {} }
    return show(request, reply, form, { action: request.link('/groups'), founding: true, refused })
  })

  server.post('/groups', { config, schema: { body: GroupForm, hide: true }, attachValidation: true }, async (request, reply) => {
    const where = { action: request.link('/groups'), founding: true }
    const again = (wrong: Omit<FormState, 'values'>) =>
      show(request, reply.code(422), { values: formValues(request.body), ...wrong }, where)
    if (request.validationError) return again({ errors: fieldErrors(request.validationError) })
    const founder = await personOfEmail(read, request.actor.email)
    if (!founder) return again({ errors: {}, notice: 'groups.new.not-supporter' })
    const typed = await detailsOf(app, request.body)
    if ('errors' in typed) return again(typed)
    const agreed = agreedBy(request.locale, request.body.sharing)
    try {
      const id = await transact((tx) => createGroup(tx, { founder, details: typed.details, agreed }, app.now()))
      return reply.back(membersPath(id), 'done')
    } catch (error) {
      if (error instanceof Conflict) return again({ errors: {}, notice: error.key })
      throw error
    }
  })

  server.get('/groups/:group/settings', { config, schema: { params: GroupParams, hide: true } }, async (request, reply) => {
    const { group } = await groupForOrganiser(app, request)
    const action = request.link(`/groups/${group.id}/settings`)
    return show(request, reply, { values: valuesOf(group), errors: {} }, { action, founding: false })
  })

  server.post(
    '/groups/:group/settings',
    { config, schema: { params: GroupParams, body: GroupForm, hide: true }, attachValidation: true },
    async (request, reply) => {
      const { group } = await groupForOrganiser(app, request)
      const again = (wrong: Omit<FormState, 'values'>) =>
        show(
          request,
          reply.code(422),
          { values: formValues(request.body), ...wrong },
          { action: request.link(request.plainPath), founding: false },
        )
      if (request.validationError) return again({ errors: fieldErrors(request.validationError) })
      const typed = await detailsOf(app, request.body)
      if ('errors' in typed) return again(typed)
      await transact((tx) => changeGroup(tx, group.id, typed.details, app.now()))
      return reply.back(membersPath(group.id), 'saved')
    },
  )
}

function show({ locale }: FastifyRequest, reply: FastifyReply, form: FormState, { action, founding, refused }: Shown) {
  const t = formTexts.in(locale) as T
  const page = {
    t,
    locale,
    action,
    form,
    founding,
    refused,
    languages: LANGUAGES.map((one) => ({ value: one as string, text: languageOf(locale, one) })),
    themes: THEMES.map((one) => ({ value: one as string, text: t(`groups.theme-${one}`) })),
  }
  const title = founding ? t('groups.new.title') : t('groups.settings.title')
  return reply.page({ title, body: <GroupFormPage {...page} />, islands: ['here.island.ts'] })
}

/** What was typed as a group, or what is wrong with it. */
async function detailsOf(
  app: App,
  typed: Static<typeof GroupForm>,
): Promise<{ details: GroupDetails } | { errors: Record<string, string> }> {
  const found = oneTown(app, typed.where)
  const placed = typed.lat && typed.lng ? pointOf(typed.lat, typed.lng) : undefined
  const errors = placeErrors(typed, placed !== undefined)
  if ('error' in found) return { errors: { where: found.error, ...errors } }
  if (Object.keys(errors).length > 0) return { errors }
  const { town } = found
  const exact = placed ?? (await pointOfAddress(app, typed, town))
  const details = {
    name: typed.name.trim(),
    description: given(typed.description),
    habits: given(typed.habits),
    place_id: town.id,
    department_id: town.department_id,
    country: town.country,
    town: { lng: town.lng, lat: town.lat },
    exact: exact ?? null,
    precision: typed.precision,
    address: given(typed.address),
    languages: Object.keys(typed.languages ?? {}),
    themes: Object.keys(typed.themes ?? {}),
    accessible: typed.accessible === 'true',
    joining: typed.joining,
  }
  return { details }
}

/** Farther from its town than this, another address was meant. Kilometres. */
const AROUND = 30

/** Where an address is, if a service is set that knows it. */
async function pointOfAddress(
  app: App,
  { address, precision }: Static<typeof GroupForm>,
  town: Town,
): Promise<Point | undefined> {
  if (!address || precision === 'town') return undefined
  const found = await geocode(app, `${address}, ${town.name}`)
  return found && distanceKm(found.point, town) <= AROUND ? found.point : undefined
}

function placeErrors({ lat, lng, precision, address }: Static<typeof GroupForm>, placed: boolean): Record<string, string> {
  return {
    ...((lat || lng) && !placed ? { lat: 'groups.form.off-map' } : {}),
    ...(precision !== 'town' && !placed && !address ? { address: 'groups.form.address-needed' } : {}),
  }
}

const given = (text: string | undefined) => text?.trim() || null

function valuesOf(group: GroupRecord): Record<string, string> {
  const { name, description, habits, address, precision, joining, accessible, languages, themes, exact_lat, exact_lng } = group
  const ticked = (field: string, names: string[]) => Object.fromEntries(names.map((one) => [`${field}[${one}]`, 'true']))
  const where = townName({ name: group.town, department_id: group.department_id })
  const values = {
    name,
    description,
    habits,
    where,
    address,
    precision,
    joining,
    lat: exact_lat?.toString(),
    lng: exact_lng?.toString(),
  }
  const given = Object.entries(values).filter((entry): entry is [string, string] => Boolean(entry[1]))
  return {
    ...Object.fromEntries(given),
    ...(accessible ? { accessible: 'true' } : {}),
    ...ticked('languages', languages),
    ...ticked('themes', themes),
  }
}
