import type { Domain } from '#platform/app'
import { offers as core } from './core/feature.ts'

export const offers: Domain = {
  name: 'offers',
  needs: ['territories', 'staff', 'people', 'recipes', 'groups'],
  optional: { title: 'offers.domain', requires: [] },
  rooms: { core },
}
