import type { Domain } from '#platform/app'
import { gate } from './gate/feature.ts'
import { law } from './law/feature.ts'

export const contact: Domain = {
  name: 'contact',
  needs: ['territories', 'staff', 'people'],
  rooms: { law, gate },
}
