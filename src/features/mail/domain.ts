import type { Domain } from '#platform/app'
import { sending } from './sending/feature.ts'

export const mail: Domain = {
  name: 'mail',
  needs: ['staff', 'people'],
  optional: { title: 'sending.domain', requires: [] },
  rooms: { sending },
}
