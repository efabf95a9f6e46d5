import type { FastifyReply, FastifyRequest } from 'fastify'
import type { App } from '#platform/app'
import { NotFound } from '#platform/errors'
import { fieldErrors } from '#platform/http/forms'
import type { Routes } from '#platform/http/server'
import { httpTexts } from '#platform/http/texts'
import { languageName, LOCALES } from '#platform/i18n/locales'
import { joinTexts } from '#platform/i18n/texts'
import type { FormState } from '#ui/form'
import { ADMINISTRATOR, endSetUpMandates, giveMandate, isSetUp, record, requireEverywhere } from '../core/index.ts'
import { saveMovement } from './commands.ts'
import { MovementPage, type MovementProps, SetupPage } from './movement.page.tsx'
import { findMovement } from './queries.ts'
import { accentStyles, isReadable } from './rules.ts'
import { AccentParams, type MovementFields, MovementForm, SetupForm, TokenParams } from './schema.ts'
import { opensSetup } from './setup.ts'
import { texts } from './texts.ts'

const anyone = { permission: 'anyone' } as const
const editing = { permission: 'movement.edit' } as const
const formTexts = joinTexts([httpTexts, texts])

export const routes: Routes = (app: App) => async (server) => {
  const { read, transact } = app.database

  const requireSetup = async (token: string) => {
    if (!opensSetup(app, token) || (await isSetUp(read))) throw new NotFound('error.not-found')
  }

  server.get('/setup/:token', { config: anyone, schema: { params: TokenParams, hide: true } }, async (request, reply) => {
    await requireSetup(request.params.token)
    return showSetup(request, reply, { values: valuesNow(app), errors: {} })
  })

  const setup = { config: anyone, schema: { params: TokenParams, body: SetupForm, hide: true }, attachValidation: true }
  server.post('/setup/:token', setup, async (request, reply) => {
    await requireSetup((request.params as { token: string }).token)
    const wrong = errorsOf(request)
    if (wrong) return showSetup(request, reply.code(422), wrong)
    const { email, ...fields } = request.body
    await save(fields)
    const account = await app.auth.accountFor(email.trim().toLowerCase())
    const mandate = { account, role: ADMINISTRATOR, territory: { area_id: null, place_id: null }, starts: app.now(), ends: null }
    await transact(async (tx) => {
      await endSetUpMandates(tx, app.now())
      await giveMandate(tx, undefined, mandate, app.now())
    })
    return reply.redirect(request.link('/sign-in?next=/account/second-factor'), 303)
  })

  server.get('/staff/movement', { config: editing, schema: { hide: true } }, async (request, reply) => {
    requireEverywhere(request.actor, 'movement.edit')
    return showMovement(request, reply, { values: valuesNow(app), errors: {} })
  })

  server.post(
    '/staff/movement',
    { config: editing, schema: { body: MovementForm, hide: true }, attachValidation: true },
    async (request, reply) => {
      requireEverywhere(request.actor, 'movement.edit')
      const wrong = errorsOf(request)
      if (wrong) return showMovement(request, reply.code(422), wrong)
      await save(request.body)
      await transact((tx) =>
        record(
          tx,
          request.actor,
          { action: 'change', object: 'movement', fields: Object.keys(request.body), count: 0 },
          app.now(),
        ),
      )
      return showMovement(request, reply, { values: valuesNow(app), errors: {} }, true)
    },
  )

  // The colour stands in the address, so the file never changes.
  server.get('/accent-:colour.css', { config: anyone, schema: { params: AccentParams, hide: true } }, async ({ params }, reply) =>
    reply
      .header('cache-control', 'public, max-age=31536000, immutable')
      .type('text/css')
      .send(accentStyles(`#${params.colour}`)),
  )

  async function save({ sentence, accent, controller, ...fields }: MovementFields): Promise<void> {
    const optional = { sentence: sentence ?? null, accent: accent?.toLowerCase() ?? null, controller: controller ?? null }
    await transact((tx) => saveMovement(tx, { ...fields, ...optional }))
    await refreshMovement(app)
  }
}

/** Puts what was last saved in the place of what this process knows. */
export async function refreshMovement(app: App): Promise<void> {
  app.movement.current = (await findMovement(app.database.read)) ?? app.config.movement
}

function valuesNow({ movement }: App): Record<string, string> {
  const { name, locale, sentence = '', accent = DEFAULT_ACCENT, controller = '' } = movement.current
  // What stands for want of a better one on somebody's own machine is no address.
  const contact = movement.current.contact.endsWith('@localhost') ? '' : movement.current.contact
  return { name, locale, contact, sentence, accent, controller }
}

/** The colour of the styles that we come with. */
const DEFAULT_ACCENT = '#b3261e'

function errorsOf(request: FastifyRequest): FormState | undefined {
  const values = (request.body ?? {}) as Record<string, string>
  const errors = request.validationError ? fieldErrors(request.validationError) : {}
  const { accent } = values
  if (!errors.accent && accent && !isReadable(accent.toLowerCase())) errors.accent = 'movement.accent-pale'
  return Object.keys(errors).length > 0 ? { values, errors } : undefined
}

function propsOf(request: FastifyRequest, form: FormState): MovementProps {
  const languages = LOCALES.map((locale) => ({ value: locale, text: languageName(locale) }))
  const { locale } = request
  return { t: formTexts.in(locale), locale, form, action: request.link(request.plainPath), languages }
}

function showSetup(request: FastifyRequest, reply: FastifyReply, form: FormState) {
  const props = propsOf(request, form)
  return reply.page({ title: props.t('movement.setup.title'), body: <SetupPage {...props} /> })
}

function showMovement(request: FastifyRequest, reply: FastifyReply, form: FormState, saved = false) {
  const props = propsOf(request, form)
  return reply.page({ title: props.t('movement.title'), body: <MovementPage {...props} saved={saved} /> })
}
