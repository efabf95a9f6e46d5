import { normaliseEmail } from '#platform/text/email'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { App } from '#platform/app'
import { handOf } from '#platform/http/asked'
import { NotFound } from '#platform/errors'
import { submitted } from '#platform/http/forms'
import type { Routes } from '#platform/http/server'
import { httpTexts } from '#platform/http/texts'
import { countryOptions, ZONES } from '#platform/i18n/countries'
import { languageName, LOCALES } from '#platform/i18n/locales'
import { joinTexts } from '#platform/i18n/texts'
import type { FormState } from '#ui/form'
import { ADMINISTRATOR, endSetUpMandates, giveMandate, isSetUp, record } from '../core/index.ts'
import { saveMovement } from './commands.ts'
import { mailTrialRoutes } from './mail-trial.tsx'
import { MovementPage, type MovementProps, SetupPage } from './movement.page.tsx'
import { findMovement } from './queries.ts'
import { readMovement } from './reading.ts'
import { accentStyles, iconOf, robotsTxt, securityTxt } from './rules.ts'
import { AccentParams, type MovementFields, MovementForm, SetupForm, TokenParams } from './schema.ts'
import { opensSetup } from './setup.ts'
import { texts } from './texts.ts'

const anyone = { permission: 'anyone', turn: 'none' } as const
const editing = { permission: 'movement.edit', everywhere: true } as const
const formTexts = joinTexts([httpTexts, texts])

export const routes: Routes = (app: App) => async (server) => {
  await server.register(setupRoutes(app))
  await server.register(settingRoutes(app))
  await server.register(mailTrialRoutes(app))
  await server.register(wellKnownRoutes(app))
}

/** The first page of a movement. */
const setupRoutes: Routes = (app: App) => async (server) => {
  const { read } = app.database

  const requireSetup = async (token: string) => {
    if (!opensSetup(app, token) || (await isSetUp(read))) throw new NotFound('error.not-found')
  }

  server.get('/setup/:token', { config: anyone, schema: { params: TokenParams, hide: true } }, async (request, reply) => {
    await requireSetup(request.params.token)
    return showSetup(app, reply, { values: valuesNow(app), errors: {} })
  })

  const setup = { config: anyone, schema: { params: TokenParams, body: SetupForm, hide: true }, attachValidation: true }
  server.post('/setup/:token', setup, async (request, reply) => {
    await requireSetup(request.params.token)
    return submitted(request, {
      again: (code, form) => showSetup(app, reply.code(code), form),
      work: async () => {
        const { email, ...fields } = request.body
        await save(app, fields)
        await letIn(app, normaliseEmail(email))
        return reply.redirect(request.link('/sign-in?next=/account/second-factor'), 303)
      },
    })
  })
}

/** What the movement says of itself, once it is there. */
const settingRoutes: Routes = (app: App) => async (server) => {
  server.get('/staff/movement', { config: editing, schema: { hide: true } }, async (_request, reply) => {
    return showMovement(app, reply, { values: valuesNow(app), errors: {} })
  })

  const schema = { body: MovementForm, hide: true }
  server.post('/staff/movement', { config: editing, schema, attachValidation: true }, async (request, reply) => {
    return submitted(request, {
      again: (code, form) => showMovement(app, reply.code(code), form),
      work: async () => {
        await save(app, request.body)
        const entry = { action: 'change', object: 'movement', fields: Object.keys(request.body), count: 0 }
        await app.database.transact((tx) => record(tx, handOf(app, request), entry))
        return showMovement(app, reply, { values: valuesNow(app), errors: {}, saved: true })
      },
    })
  })

  // The colour stands in the address, so the file never changes.
  server.get('/accent-:colour.css', { config: anyone, schema: { params: AccentParams, hide: true } }, async ({ params }, reply) =>
    reply
      .header('cache-control', 'public, max-age=31536000, immutable')
      .type('text/css')
      .send(accentStyles(`#${params.colour}`)),
  )
}

/** What programs look for at fixed places: an icon, what is not for search engines (RFC 9309), whom to tell of a hole (RFC 9116). */
const wellKnownRoutes: Routes = (app: App) => async (server) => {
  server.get('/icon-:colour.svg', { config: anyone, schema: { params: AccentParams, hide: true } }, async ({ params }, reply) =>
    reply
      .header('cache-control', 'public, max-age=31536000, immutable')
      .type('image/svg+xml')
      .send(iconOf(`#${params.colour}`)),
  )

  server.get('/robots.txt', { config: anyone, schema: { hide: true } }, async (_request, reply) =>
    reply.type('text/plain; charset=utf-8').send(robotsTxt(LOCALES)),
  )

  server.get('/.well-known/security.txt', { config: anyone, schema: { hide: true } }, async (_request, reply) => {
    const { publicUrl } = app.config
    const { contact } = app.movement.current
    if (!contact) throw new NotFound('error.not-found')
    return reply.type('text/plain; charset=utf-8').send(securityTxt({ contact, publicUrl, locales: LOCALES, now: app.now() }))
  })
}

async function save(app: App, fields: MovementFields): Promise<void> {
  const movement = readMovement(fields, app.movement.current.country, app.optional)
  await app.database.transact((tx) => saveMovement(tx, movement))
  await refreshMovement(app)
}

/** Makes the first administrator, in the place of any whom the set-up made before. */
async function letIn(app: App, email: string): Promise<void> {
  const account = await app.auth.accountFor(email)
  const mandate = { account, role: ADMINISTRATOR, territory: { area_id: null, place_id: null }, starts: app.now(), ends: null }
  await app.database.transact(async (tx) => {
    await endSetUpMandates(tx, app.now())
    await giveMandate(tx, { giver: undefined, now: app.now() }, mandate)
  })
}

/** Puts what was last saved in the place of what this process knows. */
export async function refreshMovement(app: App): Promise<void> {
  app.movement.current = (await findMovement(app.database.read)) ?? app.config.movement
}

function valuesNow({ movement, config }: App): Record<string, string> {
  const {
    locale,
    contact = '',
    sentence = '',
    accent = DEFAULT_ACCENT,
    controller = '',
    country,
    timeZone,
    off,
  } = movement.current
  // Called as its address is, it has not been named.
  const name = movement.current.name === new URL(config.publicUrl).hostname ? '' : movement.current.name
  const without = Object.fromEntries(off.map((domain) => [`off[${domain}]`, 'true']))
  return { name, locale, contact, sentence, accent, controller, country, time_zone: timeZone, ...without }
}

/** The colour of the styles that we come with. */
const DEFAULT_ACCENT = '#b3261e'

function propsOf(app: App, request: FastifyRequest, form: FormState): MovementProps {
  const { locale } = request
  const t = formTexts.in(locale)
  return {
    t,
    locale,
    form,
    action: request.link(request.plainPath),
    languages: LOCALES.map((one) => ({ value: one, text: languageName(one) })),
    countries: countryOptions(locale, app.movement.current.country),
    zones: [{ value: '', text: t('movement.time-zone-only') }, ...ZONES.map((zone) => ({ value: zone, text: zone }))],
    domains: app.optional.map(({ name, title, requires }) => ({
      name,
      title: title(locale),
      requires: app.optional.filter((one) => requires.includes(one.name)).map((one) => one.title(locale)),
    })),
  }
}

function showSetup(app: App, reply: FastifyReply, form: FormState) {
  const { request } = reply
  const props = propsOf(app, request, form)
  return reply.page({ title: props.t('movement.setup.title'), body: <SetupPage {...props} />, islands: ['preview.island.ts'] })
}

function showMovement(app: App, reply: FastifyReply, form: FormState & { saved?: boolean }) {
  const { request } = reply
  const props = propsOf(app, request, form)
  return reply.page({
    title: props.t('movement.title'),
    body: <MovementPage {...props} saved={form.saved} />,
    islands: ['preview.island.ts'],
  })
}
