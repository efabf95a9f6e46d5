import type { FastifyReply } from 'fastify'
import type { Static } from 'typebox'
import type { App } from '#platform/app'
import { Conflict } from '#platform/errors'
import { submitted } from '#platform/http/forms'
import type { Routes } from '#platform/http/server'
import { languageOf, LANGUAGES } from '#platform/i18n/languages'
import type { FormState } from '#ui/form'
import { readSite, townName } from '#territories'
import {
  agreedBy,
  changeGroup,
  createGroup,
  type GroupDetails,
  groupForOrganiser,
  GroupParams,
  type GroupRecord,
  membersPath,
  THEMES,
} from '../core/index.ts'
import { GroupFormPage } from './form.page.tsx'
import { GroupForm } from './schema.ts'
import { pageTexts } from './texts.ts'

const config = { permission: 'signed-in' } as const

type Shown = { action: string; founding: boolean; refused?: string | undefined }

/** Founding a group, and changing what it says of itself. */
export const formRoutes: Routes = (app: App) => async (server) => {
  const { transact } = app.database

  server.get('/groups/new', { config, schema: { hide: true } }, async (request, reply) => {
    const refused = request.actor.person ? undefined : pageTexts.in(request.locale)('groups.new.not-supporter')
    // The careful answers, until she chooses others; what she shows of herself is never ticked for her.
    const form = { values: { precision: 'town', joining: 'open' }, errors: {} }
    return show(reply, form, { action: request.link('/groups'), founding: true, refused })
  })

  server.post('/groups', { config, schema: { body: GroupForm, hide: true }, attachValidation: true }, async (request, reply) =>
    submitted(request, {
      // Whatever is wrong, she founds none by this form as it is.
      again: (_code, form) => show(reply.code(422), form, { action: request.link('/groups'), founding: true }),
      work: async () => {
        const { person: founder } = request.actor
        if (!founder) throw new Conflict('groups.new.not-supporter')
        const details = await detailsOf(app, request.body)
        const agreed = agreedBy(request.locale, request.body.sharing)
        const id = await transact((tx) => createGroup(tx, { founder: founder.id, details, agreed }, app.now()))
        return reply.back(membersPath(id), 'done')
      },
    }),
  )

  server.get('/groups/:group/settings', { config, schema: { params: GroupParams, hide: true } }, async (request, reply) => {
    const { group } = await groupForOrganiser(app, request)
    const action = request.link(`/groups/${group.id}/settings`)
    return show(reply, { values: valuesOf(group), errors: {} }, { action, founding: false })
  })

  server.post(
    '/groups/:group/settings',
    { config, schema: { params: GroupParams, body: GroupForm, hide: true }, attachValidation: true },
    async (request, reply) => {
      const { group } = await groupForOrganiser(app, request)
      const shown = { action: request.link(request.plainPath), founding: false }
      return submitted(request, {
        again: (code, form) => show(reply.code(code), form, shown),
        work: async () => {
          const details = await detailsOf(app, request.body, group)
          await transact((tx) => changeGroup(tx, { group: group.id, details }, app.now()))
          return reply.back(membersPath(group.id), 'saved')
        },
      })
    },
  )
}

function show(reply: FastifyReply, form: FormState, { action, founding, refused }: Shown) {
  const { locale } = reply.request
  const t = pageTexts.in(locale)
  const page = {
    t,
    locale,
    action,
    form,
    founding,
    refused,
    languages: LANGUAGES.map((one) => ({ value: one, text: languageOf(locale, one) })),
    themes: THEMES.map((one) => ({ value: one, text: t(`groups.theme-${one}`) })),
  }
  const title = founding ? t('founding.new.title') : t('founding.settings.title')
  return reply.page({ title, body: <GroupFormPage {...page} />, islands: ['here.island.ts'] })
}

/** What was typed as a group. Throws Invalid with what is wrong with it. */
async function detailsOf(app: App, typed: Static<typeof GroupForm>, before?: GroupRecord): Promise<GroupDetails> {
  const { town, ...site } = await readSite(app, typed, before)
  return {
    name: typed.name.trim(),
    description: given(typed.description),
    habits: given(typed.habits),
    place_id: town.id,
    department_id: town.department_id,
    country: town.country,
    town: { lng: town.lng, lat: town.lat },
    ...site,
    languages: Object.keys(typed.languages ?? {}),
    themes: Object.keys(typed.themes ?? {}),
    accessible: typed.accessible === 'true',
    joining: typed.joining,
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
