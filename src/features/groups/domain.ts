import type { Domain } from '#platform/app'
import { groups as core } from './core/feature.ts'
import { moderating } from './moderating/feature.ts'
import { joining } from './joining/feature.ts'
import { finding } from './finding/feature.ts'
import { splitting } from './splitting/feature.ts'
import { rescue } from './rescue/feature.ts'
import { boards } from './boards/feature.ts'
import { meetings } from './meetings/feature.ts'
import { visits } from './visits/feature.ts'
import { desk } from './desk/feature.ts'
import { planning } from './planning/feature.ts'
import { welcome } from './welcome/feature.ts'
import { pictures } from './pictures/feature.ts'
import { founding } from './founding/feature.ts'

export const groups: Domain = {
  name: 'groups',
  needs: ['territories', 'staff', 'people', 'contact', 'content'],
  optional: { title: 'groups.domain', requires: [] },
  rooms: {
    core,
    moderating,
    joining,
    finding,
    splitting,
    rescue,
    boards,
    meetings,
    visits,
    desk,
    planning,
    pictures,
    founding,
    welcome,
  },
}
