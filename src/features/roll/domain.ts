import type { Domain } from '#platform/app'
import { roll as core } from './core/feature.ts'

export const roll: Domain = {
  name: 'roll',
  needs: ['territories', 'staff'],
  optional: { title: 'roll.domain', requires: [] },
  rooms: { core },
}
