import type { Domain } from '#platform/app'
import { groups as core } from './core/feature.ts'
import { finding } from './finding/feature.ts'
import { splitting } from './splitting/feature.ts'
import { rescue } from './rescue/feature.ts'
import { boards } from './boards/feature.ts'
import { meetings } from './meetings/feature.ts'
import { visits } from './visits/feature.ts'
import { desk } from './desk/feature.ts'
import { planning } from './planning/feature.ts'
import { welcome } from './welcome/feature.ts'

export const groups: Domain = {
  name: 'groups',
  needs: ['territories', 'staff', 'people'],
  optional: { title: 'groups.domain', requires: [] },
  rooms: { core, finding, splitting, rescue, boards, meetings, visits, desk, planning, welcome },
}
