import type { Domain } from '#platform/app'
import { blocks } from './blocks/feature.ts'
import { library as pictures } from './pictures/feature.ts'

export const content: Domain = {
  name: 'content',
  needs: ['territories', 'staff'],
  rooms: { blocks, pictures },
}
