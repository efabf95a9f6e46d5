import type { Domain } from '#platform/app'
import { roll as core } from './core/feature.ts'
import { counting } from './counting/feature.ts'
import { registering } from './registering/feature.ts'
import { stations } from './stations/feature.ts'

export const roll: Domain = {
  name: 'roll',
  needs: ['territories', 'staff', 'people'],
  optional: { title: 'roll.domain', requires: [] },
  rooms: { core, registering, stations, counting },
}
