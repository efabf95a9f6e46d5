import type { Domain } from '#platform/app'
import { territories as core } from './core/feature.ts'

export const territories: Domain = {
  name: 'territories',
  needs: [],
  rooms: { core },
}
