import type { App } from '#platform/app'
import type { SlotOf } from '#platform/slots'
import { answersTo } from '#platform/text/answering'
import type { office } from '#staff'
import { recipePath } from './paths.ts'
import { waitingToRead } from './queries/field.ts'
import { recipesIn } from './queries/recipes.ts'
import { texts } from './texts.ts'

/** Recipes and remarks that people sent, and no editor has read. */
export const awaitedRecipes: SlotOf<typeof office.awaits> = {
  permission: 'recipes.edit',
  everywhere: true,
  path: '/staff/recipes',
  count: ({ database }: App) => waitingToRead(database.read),
  text: (locale, n) => texts.in(locale)('recipes.staff.awaited', { n }),
}

/** Recipes by title, in the language of who looks. */
export const recipeSearch: SlotOf<typeof office.searches> = {
  title: (locale) => texts.in(locale)('recipes.staff.found'),
  find: async ({ database, now }: App, { typed, locale, limit }) =>
    (await recipesIn(database.read, locale, now()))
      .filter(({ words }) => answersTo(words.title, typed))
      .slice(0, limit)
      .map(({ id, words }) => ({ path: recipePath(id), text: words.title, note: words.summary })),
}
