import { lists } from '#content'
import { fill } from '#platform/slots'
import { timeText } from './describing.ts'
import { recipePath } from './paths.ts'
import { recipesOnShelf } from './shelf.ts'
import { texts } from './texts.ts'

/** In a letter or a page: what can be done, those first that were done most this month; anywhere, since a recipe is of no place. */
export const recipesInTexts = fill(lists, {
  name: 'recipes',
  title: (locale) => texts.in(locale)('recipes.title-list'),
  items: async (app, { limit }, locale) => {
    const recipes = (await recipesOnShelf(app, locale)).toSorted((a, b) => b.done - a.done)
    return recipes.slice(0, limit).map(({ id, words, minutes }) => ({
      title: words.title,
      path: recipePath(id),
      when: timeText(texts.in(locale), locale, minutes),
    }))
  },
})
