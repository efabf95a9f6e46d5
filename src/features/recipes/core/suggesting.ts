import { ofAnyKey } from '#platform/i18n/texts'
import type { App, Suggestion, Wish } from '#platform/app'
import { timeText } from './describing.ts'
import { recipePath } from './paths.ts'
import { fits, type Skill, type Taste } from './rules.ts'
import { recipesOnShelf } from './shelf.ts'
import { texts } from './texts.ts'

/** `skills`: what one knows how to do who does it. */
type RecipeSuggestion = Suggestion & { skills: readonly Skill[] }

/** Recipes that somebody can do by herself in the time that she has: those that fill it and that others do, first. */
export async function suggestRecipes(app: App, { minutes, taste, home, locale }: Wish): Promise<RecipeSuggestion[]> {
  const t = texts.in(locale)
  const found = await recipesOnShelf(app, locale)
  return (
    found
      .filter(({ place }) => !home || place === 'home' || place === 'online')
      // A wish of another taste than these fits none.
      .filter((recipe) => fits(recipe, { minutes, taste: taste as Taste | undefined, together: false }))
      .map((recipe) => ({
        key: `recipe ${recipe.id}`,
        score: 40 + 20 * (recipe.minutes / minutes) + Math.min(10, Math.log2(1 + recipe.done)),
        path: recipePath(recipe.id),
        skills: recipe.skills,
        words: () => ({
          title: recipe.words.title,
          summary: recipe.words.summary,
          reasons: [
            t('recipes.reason-time', { time: timeText(t, locale, recipe.minutes) }),
            ...(taste ? [t('recipes.reason-taste', { taste: ofAnyKey(t)(`recipes.taste-${taste}`) })] : []),
            ...(recipe.done > 1 ? [t('recipes.done', { n: recipe.done })] : []),
          ],
          button: t('recipes.see'),
        }),
      }))
  )
}
