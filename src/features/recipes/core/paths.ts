import type { RecipeId } from './tables.ts'

export const recipePath = (recipe: RecipeId) => `/act/${recipe}`
export const sheetPath = (recipe: RecipeId) => `${recipePath(recipe)}/sheet.pdf`
export const editPath = (recipe: RecipeId, locale: string) => `/staff/recipes/${recipe}/${locale}`
