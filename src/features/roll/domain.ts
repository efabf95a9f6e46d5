import type { Domain } from '#platform/app'
import { roll as core } from './core/feature.ts'
import { counting } from './counting/feature.ts'
import { drives } from './drives/feature.ts'
import { registering } from './registering/feature.ts'
import { proxies } from './proxies/feature.ts'
import { representing } from './representing/feature.ts'
import { stations } from './stations/feature.ts'

export const roll: Domain = {
  name: 'roll',
  needs: ['territories', 'staff', 'people', 'groups', 'events'],
  optional: { title: 'roll.domain', requires: [] },
  rooms: { core, registering, drives, proxies, representing, stations, counting },
}
