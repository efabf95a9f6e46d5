import type { Id } from '#platform/db/id'
import type { Generated } from 'kysely'
import { narrow, type Published } from '#platform/db/handle'
import type { Locale } from '#platform/i18n/locales'
import type { PersonCard, PersonId } from '#people'
import type { AreaId, TerritoryCard } from '#territories'
import type { Count, Place, Skill, Taste } from './rules.ts'

/** 'door-to-door': stands in addresses. */
export type RecipeId = Id<'recipe'>

/** What stands in the words of a recipe, in one language. */
export type Words = {
  title: string
  summary: string
  why: string
  steps: string[]
  material: string[]
  script: string[]
  rules: string[]
  report: string
}

/** What needs no language. `minutes`: how long it usually takes. */
export type Facts = {
  minutes: number
  least: number
  most: number
  place: Place
  tastes: Taste[]
  skills: Skill[]
  event: string | null
  counts: Count[]
}

type Recipe = Facts & {
  id: RecipeId
  source: Locale
  state: 'shown' | 'proposed' | 'withdrawn'
  shipped: Generated<boolean>
  created_at: Date
}

type RecipeText = {
  recipe_id: RecipeId
  locale: Locale
  number: number
  of: number | null
  words: Words
  shipped: Generated<boolean>
  written_at: Date
}

type RecipeProposal = {
  recipe_id: RecipeId
  person_id: PersonId | null
  proposed_at: Date
  reason: string | null
  settled_at: Date | null
}

type RecipeComment = {
  id: string
  recipe_id: RecipeId
  person_id: PersonId
  locale: Locale
  words: string
  written_at: Date
  shown_at: Date | null
  hidden_at: Date | null
}

/** Numbers of what was done, by what they count. */
export type Figures = Partial<Record<Count, number>>

type RecipeDeed = {
  id: string
  recipe_id: RecipeId
  person_id: PersonId | null
  department_id: AreaId | null
  people: Generated<number>
  figures: Figures
  done_at: Date
}

type RecipeTables = {
  recipe: Recipe
  recipe_text: RecipeText
  recipe_proposal: RecipeProposal
  recipe_comment: RecipeComment
  recipe_deed: RecipeDeed
  recipe_load: { id: Generated<boolean>; checksum: string }
}

/** What other slices may join of recipes. */
export type RecipeCard = {
  recipe_deed: Published<RecipeDeed, 'id' | 'recipe_id' | 'department_id' | 'people' | 'figures' | 'done_at'>
}

export const db = narrow<RecipeTables, PersonCard & TerritoryCard>()
