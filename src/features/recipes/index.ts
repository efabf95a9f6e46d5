/** What other slices may ask of recipes. */
export { dropDeed, noteDeed } from './commands/field.ts'
export { recipePath } from './paths.ts'
export { findRecipe, recipesIn, type RecipeRecord, titlesOf } from './queries/recipes.ts'
export { recipesOnShelf } from './shelf.ts'
export { timeText } from './describing.ts'
export { type Asked, type Count, COUNTS, fits, type Skill, SKILLS, type Taste, TASTES, TIMES } from './rules.ts'
export { texts as recipeTexts } from './texts.ts'
export type { Figures, RecipeCard, RecipeId } from './tables.ts'
