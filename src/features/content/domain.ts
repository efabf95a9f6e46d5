import type { Domain } from '#platform/app'
import { blocks } from './blocks/feature.ts'

export const content: Domain = {
  name: 'content',
  needs: ['territories'],
  rooms: { blocks },
}
