import type { Domain } from '#platform/app'
import { fields } from './fields/feature.ts'
import { ledger } from './ledger/feature.ts'
import { addresses } from './addresses/feature.ts'
import { people as core } from './core/feature.ts'
import { gate } from './gate/feature.ts'
import { bringing } from './bringing/feature.ts'
import { directory } from './directory/feature.ts'
import { audiences } from './audiences/feature.ts'
import { paper } from './paper/feature.ts'
import { reading } from './reading/feature.ts'
import { imports } from './imports/feature.ts'
import { exports } from './exports/feature.ts'
import { duplicates } from './duplicates/feature.ts'
import { placing } from './placing/feature.ts'
import { bulk } from './bulk/feature.ts'
import { programs } from './programs/feature.ts'
import { signing } from './signing/feature.ts'
import { privacy } from './privacy/feature.ts'

export const people: Domain = {
  name: 'people',
  needs: ['territories', 'staff'],
  rooms: {
    fields,
    ledger,
    addresses,
    core,
    gate,
    bringing,
    directory,
    audiences,
    paper,
    reading,
    imports,
    exports,
    duplicates,
    placing,
    bulk,
    programs,
    signing,
    privacy,
  },
}
