import type { Domain } from '#platform/app'
import { give as core } from './core/feature.ts'
import { law } from './law/feature.ts'

export const give: Domain = {
  name: 'give',
  needs: ['staff'],
  optional: { title: 'give.domain', requires: [] },
  rooms: { law, core },
}
