import { office } from '#staff'
import { fill } from '#platform/slots'
import { awaitedRecipes, recipeSearch } from './on-desk.ts'
import type { Feature } from '#platform/app'
import { loadDemoDeeds } from './demo.ts'
import { recipesInTexts } from './listing.ts'
import { workers } from './jobs.ts'
import { deskRoutes } from './routes/desk.tsx'
import { editingRoutes } from './routes/editing.tsx'
import { proposingRoutes } from './routes/proposing.tsx'
import { recipeRoutes } from './routes/recipes.tsx'
import { loadShipped } from './shipped.ts'
import { suggestRecipes } from './suggesting.ts'
import { texts } from './texts.ts'

export const recipes: Feature = {
  name: 'recipes',
  owns: 'how to do an action, in versions and languages; what was done of it',
  texts,
  fills: [fill(office.awaits, awaitedRecipes), fill(office.searches, recipeSearch), recipesInTexts],
  journal: { acts: ['show', 'hide'], kinds: ['recipe', 'recipe-comment'] },
  migrations: 'src/features/recipes/core/migrations',
  routes: (app) => async (server) => {
    await server.register(proposingRoutes(app))
    await server.register(deskRoutes(app))
    await server.register(editingRoutes(app))
    await server.register(recipeRoutes(app))
  },
  workers,
  prepare: loadShipped,
  suggest: suggestRecipes,
  loadDemo: loadDemoDeeds,
  links: [
    { place: 'menu', path: '/act', text: 'recipes.menu' },
    {
      place: 'staff',
      section: 'field',
      path: '/staff/recipes',
      text: 'recipes.staff.title',
      permission: 'recipes.edit',
      everywhere: true,
    },
  ],
  permissions: {
    'recipes.edit': ['administrator', 'coordinator'],
  },
  personalData: [
    { table: 'recipe_proposal', column: 'person_id', onErasure: 'kept', onMerge: 'moved' },
    { table: 'recipe_comment', column: 'person_id', onErasure: 'deleted', onMerge: 'moved' },
    { table: 'recipe_deed', column: 'person_id', onErasure: 'kept', onMerge: 'handed' },
  ],
  impersonal: ['recipe', 'recipe_load', 'recipe_text'],
}
