import type { Domain } from '#platform/app'
import { letters } from './letters/feature.ts'
import { sending } from './sending/feature.ts'
import { writing } from './writing/feature.ts'

export const mail: Domain = {
  name: 'mail',
  needs: ['staff', 'people', 'contact', 'content'],
  optional: { title: 'mail.domain', requires: [] },
  rooms: { writing, sending, letters },
}
