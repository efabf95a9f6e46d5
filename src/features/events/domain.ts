import type { Domain } from '#platform/app'
import { events as core } from './core/feature.ts'
import { attending } from './attending/feature.ts'
import { letters } from './letters/feature.ts'
import { hosting } from './hosting/feature.ts'
import { moderating } from './moderating/feature.ts'
import { door } from './door/feature.ts'
import { agenda } from './agenda/feature.ts'
import { pictures } from './pictures/feature.ts'
import { firstAct } from './first-act/feature.ts'

export const events: Domain = {
  name: 'events',
  needs: ['territories', 'staff', 'people', 'contact', 'content', 'recipes', 'groups'],
  optional: { title: 'events.domain', requires: [] },
  rooms: { core, attending, letters, hosting, moderating, door, agenda, pictures, 'first-act': firstAct },
}
