import type { FastifyReply } from 'fastify'
import type { App } from '#platform/app'
import { entriesIn } from '#platform/named'
import { handOf } from '#platform/http/asked'
import { NotFound } from '#platform/errors'
import { submitted } from '#platform/http/forms'
import type { Routes } from '#platform/http/server'
import { httpTexts } from '#platform/http/texts'
import { languageName, type Locale } from '#platform/i18n/locales'
import { joinTexts } from '#platform/i18n/texts'
import type { FormState } from '#ui/form'
import { rewriteRecipe } from '../commands/write.ts'
import { RecipeFormPage } from '../form.page.tsx'
import { factOptions } from '../options.ts'
import { editPath } from '../paths.ts'
import { findRecipe, type RecipeRecord, versionsOf } from '../queries/recipes.ts'
import { factsOf, valuesOf, wordsOf } from '../reading.ts'
import { EditParams, RecipeForm, RecipeParams, TranslationForm } from '../schema.ts'
import type { Words } from '../tables.ts'
import { type T, texts } from '../texts.ts'

const edit = { permission: 'recipes.edit', everywhere: true } as const
const formTexts = joinTexts([httpTexts, texts])

/** A new version of a recipe: of its source, or of a translation. */
export const editingRoutes: Routes = (app: App) => async (server) => {
  const { transact } = app.database

  server.get('/staff/recipes/:recipe', { config: edit, schema: { params: RecipeParams, hide: true } }, async (request, reply) => {
    const recipe = await recipeIn(app, request.params.recipe, undefined)
    return showEdit(app, reply, { recipe, locale: recipe.source })
  })

  server.post(
    '/staff/recipes/:recipe',
    { config: edit, schema: { params: RecipeParams, body: RecipeForm, hide: true }, attachValidation: true },
    async (request, reply) => {
      const recipe = await recipeIn(app, request.params.recipe, undefined)
      return submitted(request, {
        again: (code, form) => showEdit(app, reply.code(code), { recipe, locale: recipe.source, form }),
        work: async () => {
          const written = { words: wordsOf(request.body), facts: factsOf(request.body, recipe.event) }
          const basis = Number(request.body.basis ?? 0)
          const rewriting = { recipe: recipe.id, locale: recipe.source, ...written, basis, of: 0 }
          await transact((tx) => rewriteRecipe(tx, handOf(app, request), rewriting))
          return reply.back('/staff/recipes', 'saved')
        },
      })
    },
  )

  server.get(
    '/staff/recipes/:recipe/:locale',
    { config: edit, schema: { params: EditParams, hide: true } },
    async (request, reply) => {
      const { recipe, locale } = request.params
      return showEdit(app, reply, { recipe: await recipeIn(app, recipe, locale), locale })
    },
  )

  server.post(
    '/staff/recipes/:recipe/:locale',
    { config: edit, schema: { params: EditParams, body: TranslationForm, hide: true }, attachValidation: true },
    async (request, reply) => {
      const { locale } = request.params
      const recipe = await recipeIn(app, request.params.recipe, locale)
      return submitted(request, {
        again: (code, form) => showEdit(app, reply.code(code), { recipe, locale, form }),
        work: async () => {
          const { basis, of } = request.body
          const rewriting = { recipe: recipe.id, locale, words: wordsOf(request.body), basis: Number(basis), of: Number(of) }
          await transact((tx) => rewriteRecipe(tx, handOf(app, request), rewriting))
          return reply.back('/staff/recipes', 'saved')
        },
      })
    },
  )
}

/** A recipe for its editors. Its source is no translation of itself. */
async function recipeIn(app: App, id: string, translation: Locale | undefined): Promise<RecipeRecord> {
  const recipe = await findRecipe(app.database.read, id, { locale: translation ?? app.movement.current.locale, now: app.now() })
  if (!recipe || recipe.source === translation) throw new NotFound('recipes.not-found')
  return recipe
}

type Editing = { recipe: RecipeRecord; locale: Locale; form?: FormState }

async function showEdit(app: App, reply: FastifyReply, { recipe, locale, form }: Editing) {
  const { request } = reply
  const t = formTexts.in(request.locale)
  const versions = new Map((await versionsOf(app.database.read, recipe.id)).map((one) => [one.locale, one]))
  const source = versions.get(recipe.source)!
  const own = versions.get(locale)
  const isSource = locale === recipe.source
  const facts = isSource ? recipe : undefined
  const page = {
    t,
    locale: request.locale,
    title: source.words.title,
    lead: t(isSource ? 'recipes.edit.source' : 'recipes.edit.translation', { language: languageName(locale) }),
    action: request.link(isSource ? `/staff/recipes/${recipe.id}` : editPath(recipe.id, locale)),
    form: form ?? { values: own ? valuesOf(own.words, facts) : {}, errors: {} },
    button: t('recipes.edit.button'),
    facts: isSource ? factOptions(t, request.locale) : undefined,
    source: isSource ? undefined : sourceFacts(t, source.words),
    hidden: { basis: String(own?.number ?? 0), ...(isSource ? {} : { of: String(source.number) }) },
    back: { href: request.link('/staff/recipes'), text: t('recipes.staff.title') },
  }
  return reply.page({ title: page.title, body: <RecipeFormPage {...page} /> })
}

/** The source's words under the names of the form's fields. */
function sourceFacts(t: T, words: Words) {
  return entriesIn(words)
    .map(([name, value]) => ({ label: t(`recipes.form.${name}`), value: [value].flat().join(' / ') }))
    .filter(({ value }) => value)
}
