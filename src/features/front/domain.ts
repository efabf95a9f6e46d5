import type { Domain } from '#platform/app'
import { suggesting } from './suggesting/feature.ts'
import { deeds } from './deeds/feature.ts'
import { site } from './site/feature.ts'

export const front: Domain = {
  name: 'front',
  needs: ['territories', 'people', 'recipes', 'groups', 'events'],
  rooms: { suggesting, deeds, site },
}
