import type { FastifyReply, FastifyRequest } from 'fastify'
import type { App } from '#platform/app'
import { handOf } from '#platform/http/asked'
import { Conflict } from '#platform/errors'
import { submitted } from '#platform/http/forms'
import type { Routes } from '#platform/http/server'
import { httpTexts } from '#platform/http/texts'

import { joinTexts } from '#platform/i18n/texts'
import type { FormState } from '#ui/form'
import { createRecipe, proposeRecipe } from '../commands/write.ts'
import { RecipeFormPage } from '../form.page.tsx'
import { factOptions } from '../options.ts'
import { recipePath } from '../paths.ts'
import { factsOf, wordsOf } from '../reading.ts'
import { RecipeForm } from '../schema.ts'
import { texts } from '../texts.ts'

const signedIn = { permission: 'signed-in' } as const
const edit = { permission: 'recipes.edit', everywhere: true } as const
const formTexts = joinTexts([httpTexts, texts])
const EMPTY: FormState = { values: { minutes: '60', least: '1', most: '12', place: 'home' }, errors: {} }

/** A new recipe: proposed by a member, or written by an editor. */
export const proposingRoutes: Routes = (app: App) => async (server) => {
  const { transact } = app.database

  server.get('/act/new', { config: signedIn, schema: { hide: true } }, async (request, reply) =>
    showNew(request, reply, { action: '/act/new', form: EMPTY }),
  )

  server.post(
    '/act/new',
    { config: signedIn, schema: { body: RecipeForm, hide: true }, attachValidation: true },
    async (request, reply) =>
      submitted(request, {
        again: (code, form) => showNew(request, reply.code(code), { action: '/act/new', form }),
        work: async () => {
          const { person } = request.actor
          if (!person) throw new Conflict('recipes.not-supporter')
          const proposal = {
            person: person.id,
            facts: factsOf(request.body),
            words: wordsOf(request.body),
            locale: request.locale,
          }
          await transact((tx) => proposeRecipe(tx, proposal, app.now()))
          return reply.back('/act', 'asked')
        },
      }),
  )

  server.get('/staff/recipes/new', { config: edit, schema: { hide: true } }, async (request, reply) => {
    return showNew(request, reply, { action: '/staff/recipes/new', form: EMPTY })
  })

  server.post(
    '/staff/recipes/new',
    { config: edit, schema: { body: RecipeForm, hide: true }, attachValidation: true },
    async (request, reply) => {
      return submitted(request, {
        again: (code, form) => showNew(request, reply.code(code), { action: '/staff/recipes/new', form }),
        work: async () => {
          const recipe = { facts: factsOf(request.body), words: wordsOf(request.body), locale: request.locale }
          const id = await transact((tx) => createRecipe(tx, handOf(app, request), recipe))
          return reply.back(recipePath(id), 'added')
        },
      })
    },
  )
}

function showNew(
  { locale, link, plainPath }: FastifyRequest,
  reply: FastifyReply,
  { action, form }: { action: string; form: FormState },
) {
  const t = formTexts.in(locale)
  const proposing = plainPath.startsWith('/act')
  const page = {
    t,
    locale,
    title: t(proposing ? 'recipes.propose.title' : 'recipes.staff.create'),
    lead: t(proposing ? 'recipes.propose.lead' : 'recipes.staff.create-lead'),
    action: link(action),
    form,
    button: t(proposing ? 'recipes.propose.button' : 'recipes.staff.create-button'),
    facts: factOptions(t, locale),
    source: undefined,
    hidden: {},
    back: { href: link(proposing ? '/act' : '/staff/recipes'), text: t('recipes.all') },
  }
  return reply.page({ title: page.title, body: <RecipeFormPage {...page} /> })
}
