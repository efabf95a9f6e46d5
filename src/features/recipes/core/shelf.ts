import type { App } from '#platform/app'
import type { Locale } from '#platform/i18n/locales'
import { type RecipeRecord, recipesIn } from './queries/recipes.ts'

/** Milliseconds for which what is proposed may be behind: recipes change rarely, and everybody who comes back is proposed one. */
const FRESHNESS = 30_000

type Shelf = Map<Locale, { at: number; recipes: Promise<RecipeRecord[]> }>
const shelves = new WeakMap<App, Shelf>()

/** The recipes that are shown, in a language; read at most twice a minute. */
export function recipesOnShelf(app: App, locale: Locale): Promise<RecipeRecord[]> {
  const shelf: Shelf = shelves.get(app) ?? new Map()
  shelves.set(app, shelf)
  const now = app.now().getTime()
  const known = shelf.get(locale)
  if (known && Math.abs(now - known.at) < FRESHNESS) return known.recipes
  const recipes = recipesIn(app.database.read, locale, app.now())
  shelf.set(locale, { at: now, recipes })
  // What could not be read is read again by the next who asks.
  recipes.catch(() => shelf.delete(locale))
  return recipes
}
