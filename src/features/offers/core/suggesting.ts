import type { App, Suggestion, Wish } from '#platform/app'
import { sayMoment } from '#platform/i18n/moments'
import { recipeTexts, suggestRecipes } from '#recipes'
import { requestLinks } from './links.ts'
import { ofHelper } from './queries.ts'
import { texts } from './texts.ts'

/** How much rather somebody is proposed what she said that she can do. */
const SKILLED = 15

/** First the requests that wait for her answer; then, of the recipes, rather those that take what she said that she can do. One query. */
export async function suggestHelping(app: App, wish: Wish): Promise<Suggestion[]> {
  const { person, locale } = wish
  if (!person) return []
  const { skills, asked } = await ofHelper(app.database.read, person, app.now())
  const t = texts.in(locale)
  const rt = recipeTexts.in(locale)
  const recipes = skills.length > 0 ? await suggestRecipes(app, wish) : []
  return [
    ...asked.map(({ id, what, place, starts_at, time_zone, asker }) => ({
      key: `request ${id}`,
      score: 95,
      path: requestLinks.path(app, id),
      words: () => ({
        title: t('offers.request.from', { name: asker ?? t('offers.somebody') }),
        summary: what,
        reasons: [sayMoment(locale, new Date(starts_at), time_zone), place],
        button: t('offers.suggest.answer'),
      }),
    })),
    ...recipes.flatMap((recipe) => {
      const known = recipe.skills.filter((skill) => skills.includes(skill))
      if (known.length === 0) return []
      const words = () => {
        const said = recipe.words()
        const reason = t('offers.suggest.skill', { skills: known.map((skill) => rt(`recipes.skill-${skill}`)).join(', ') })
        return { ...said, reasons: [reason, ...said.reasons] }
      }
      return [{ ...recipe, score: recipe.score + SKILLED, words }]
    }),
  ]
}
