import type { Domain } from '#platform/app'
import { accounting } from './accounting/feature.ts'
import { banking } from './banking/feature.ts'
import { books } from './books/feature.ts'
import { campaigns } from './campaigns/feature.ts'
import { give as core } from './core/feature.ts'
import { dues } from './dues/feature.ts'
import { giving } from './giving/feature.ts'
import { law } from './law/feature.ts'
<<<<<<< HEAD
import { monthly } from './monthly/feature.ts'
=======
import { loans } from './loans/feature.ts'
>>>>>>> 0891814a (Let persons lend on terms that the law allows, under its limit)
import { payments } from './payments/feature.ts'
<<<<<<< HEAD
import { providers } from './providers/feature.ts'
import { receipts } from './receipts/feature.ts'
import { statements } from './statements/feature.ts'
=======
import { requests } from './requests/feature.ts'
import { spending } from './spending/feature.ts'
>>>>>>> 1e48b97b (Keep what is spent, its papers, and what groups ask out of their share)
import { treasury } from './treasury/feature.ts'

export const give: Domain = {
  name: 'give',
  needs: ['staff', 'people', 'groups'],
  optional: { title: 'give.domain', requires: [] },
<<<<<<< HEAD
<<<<<<< HEAD
  rooms: {
    law,
    banking,
    books,
    providers,
    payments,
    core,
    campaigns,
    giving,
    monthly,
    statements,
    receipts,
    treasury,
    dues,
    accounting,
  },
=======
  rooms: { law, banking, books, payments, core, giving, treasury, spending, requests },
>>>>>>> 1e48b97b (Keep what is spent, its papers, and what groups ask out of their share)
=======
  rooms: { law, banking, books, payments, core, giving, treasury, dues, loans },
>>>>>>> 0891814a (Let persons lend on terms that the law allows, under its limit)
}
