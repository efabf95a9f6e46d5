import type { Domain } from '#platform/app'
import { recipes as core } from './core/feature.ts'

export const recipes: Domain = {
  name: 'recipes',
  needs: ['territories', 'staff', 'people', 'content'],
  rooms: { core },
}
