import type { Domain } from '#platform/app'
import { accounting } from './accounting/feature.ts'
import { banking } from './banking/feature.ts'
import { books } from './books/feature.ts'
import { campaigns } from './campaigns/feature.ts'
import { give as core } from './core/feature.ts'
import { dues } from './dues/feature.ts'
import { giving } from './giving/feature.ts'
import { law } from './law/feature.ts'
import { loans } from './loans/feature.ts'
import { members } from './members/feature.ts'
import { monthly } from './monthly/feature.ts'
import { offering } from './offering/feature.ts'
import { paying } from './paying/feature.ts'
import { payments } from './payments/feature.ts'
import { providers } from './providers/feature.ts'
import { receipts } from './receipts/feature.ts'
import { reconciling } from './reconciling/feature.ts'
import { requests } from './requests/feature.ts'
import { sheets } from './sheets/feature.ts'
import { spending } from './spending/feature.ts'
import { statements } from './statements/feature.ts'
import { treasury } from './treasury/feature.ts'

export const give: Domain = {
  name: 'give',
  needs: ['territories', 'staff', 'people', 'groups'],
  optional: { title: 'give.domain', requires: [] },
  rooms: {
    law,
    banking,
    books,
    providers,
    payments,
    core,
    campaigns,
    giving,
    offering,
    monthly,
    reconciling,
    statements,
    treasury,
    receipts,
    sheets,
    spending,
    paying,
    requests,
    dues,
    members,
    loans,
    accounting,
  },
}
