import type { FastifyReply, FastifyRequest } from 'fastify'
import type { App } from '#platform/app'
import { handOf } from '#platform/http/asked'

import type { Routes } from '#platform/http/server'
import { httpTexts } from '#platform/http/texts'
import { dateFormat, LOCALES } from '#platform/i18n/locales'
import { joinTexts } from '#platform/i18n/texts'
import { settleComment } from '../commands/field.ts'
import { settleRecipe } from '../commands/write.ts'
import { editPath, recipePath } from '../paths.ts'
import { openProposals, waitingComments } from '../queries/field.ts'
import { allRecipes, type RecipeInDesk } from '../queries/recipes.ts'
import { isOutOfDate } from '../rules.ts'
import { CommentParams, RecipeParams, SettleForm } from '../schema.ts'
import { StaffRecipesPage } from '../staff.page.tsx'
import { texts } from '../texts.ts'

const edit = { permission: 'recipes.edit', everywhere: true } as const
const formTexts = joinTexts([httpTexts, texts])

/** What editors look after, and what they decide. */
export const deskRoutes: Routes = (app: App) => async (server) => {
  const { transact } = app.database

  server.get('/staff/recipes', { config: edit, schema: { hide: true } }, async (request, reply) => {
    return showStaff(app, request, reply)
  })

  server.post(
    '/staff/recipes/:recipe/settlement',
    { config: edit, schema: { params: RecipeParams, body: SettleForm, hide: true } },
    async (request, reply) => {
      const { shown, reason } = request.body
      const settling = { recipe: request.params.recipe, shown: shown === 'yes', reason }
      await transact((tx) => settleRecipe(tx, handOf(app, request), settling))
      return reply.back('/staff/recipes', 'done')
    },
  )

  server.post(
    '/staff/recipes/comments/:comment/settlement',
    { config: edit, schema: { params: CommentParams, body: SettleForm, hide: true } },
    async (request, reply) => {
      const settling = { comment: request.params.comment, shown: request.body.shown === 'yes' }
      await transact((tx) => settleComment(tx, handOf(app, request), settling))
      return reply.back('/staff/recipes', 'done')
    },
  )
}

async function showStaff(app: App, { locale, link }: FastifyRequest, reply: FastifyReply) {
  const { read } = app.database
  const t = formTexts.in(locale)
  const day = dateFormat(locale, { dateStyle: 'medium', timeZone: app.movement.current.timeZone })
  const [all, proposals, comments] = await Promise.all([
    allRecipes(read, locale, app.now()),
    openProposals(read),
    waitingComments(read),
  ])
  const title = new Map(all.map(({ id, words }) => [id, words.title]))
  const note = (name: string | null, at: Date, of?: string) => [name, day.format(at), of].filter(Boolean).join(' · ')
  const page = {
    t,
    create: link('/staff/recipes/new'),
    proposals: proposals.map(({ recipe_id, proposed_at, given_name }) => ({
      id: recipe_id,
      title: title.get(recipe_id) ?? recipe_id,
      note: note(given_name, proposed_at),
      href: link(`/staff/recipes/${recipe_id}`),
      settle: link(`/staff/recipes/${recipe_id}/settlement`),
    })),
    comments: comments.map(({ id, recipe_id, words, given_name, written_at }) => ({
      id,
      words,
      note: note(given_name, written_at, title.get(recipe_id)),
      settle: link(`/staff/recipes/comments/${id}/settlement`),
    })),
    recipes: all
      .filter(({ state }) => state !== 'proposed')
      .map((recipe) => ({
        id: recipe.id,
        title: recipe.words.title,
        href: link(recipePath(recipe.id)),
        state: recipe.state === 'withdrawn' ? t('recipes.staff.withdrawn') : undefined,
        done: String(recipe.done),
        texts: textsOf(recipe, link),
        settle: link(`/staff/recipes/${recipe.id}/settlement`),
        shown: recipe.state === 'shown',
      })),
  }
  return reply.page({ title: t('recipes.staff.title'), body: <StaffRecipesPage {...page} /> })
}

/** Each language with the way to its form; late: not written yet, or older than its source. */
function textsOf({ id, source, numbers, newest }: RecipeInDesk, link: (path: string) => string) {
  return LOCALES.map((locale) => ({
    text: locale,
    href: link(locale === source ? `/staff/recipes/${id}` : editPath(id, locale)),
    late: locale !== source && isOutOfDate({ of: numbers[locale] ?? 0 }, newest),
  }))
}
