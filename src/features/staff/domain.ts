import type { Domain } from '#platform/app'
import { accounts } from './accounts/feature.ts'
import { staff as core } from './core/feature.ts'
import { office } from './office/feature.ts'
import { elections } from './elections/feature.ts'
import { movement } from './movement/feature.ts'
import { api as keys } from './keys/feature.ts'

export const staff: Domain = {
  name: 'staff',
  needs: ['territories'],
  rooms: { accounts, core, office, elections, movement, keys },
}
