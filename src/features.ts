import type { Feature } from './platform/app.ts'
import { agenda } from './features/agenda/feature.ts'
import { api } from './features/api/feature.ts'
import { accounts } from './features/accounts/feature.ts'
import { audiences } from './features/audiences/feature.ts'
import { boards } from './features/boards/feature.ts'
import { bulk } from './features/bulk/feature.ts'
import { deeds } from './features/deeds/feature.ts'
import { desk } from './features/desk/feature.ts'
import { directory } from './features/directory/feature.ts'
import { door } from './features/door/feature.ts'
import { duplicates } from './features/duplicates/feature.ts'
import { elections } from './features/elections/feature.ts'
import { events } from './features/events/feature.ts'
import { exports } from './features/exports/feature.ts'
import { finding } from './features/finding/feature.ts'
import { groups } from './features/groups/feature.ts'
import { hosting } from './features/hosting/feature.ts'
import { imports } from './features/imports/feature.ts'
import { meetings } from './features/meetings/feature.ts'
import { moderating } from './features/moderating/feature.ts'
import { movement } from './features/movement/feature.ts'
import { offers } from './features/offers/feature.ts'
import { paper } from './features/paper/feature.ts'
import { people } from './features/people/feature.ts'
import { pictures } from './features/pictures/feature.ts'
import { planning } from './features/planning/feature.ts'
import { privacy } from './features/privacy/feature.ts'
import { recipes } from './features/recipes/feature.ts'
import { rescue } from './features/rescue/feature.ts'
import { signing } from './features/signing/feature.ts'
import { site } from './features/site/feature.ts'
import { splitting } from './features/splitting/feature.ts'
import { staff } from './features/staff/feature.ts'
import { suggesting } from './features/suggesting/feature.ts'
import { territories } from './features/territories/feature.ts'
import { visits } from './features/visits/feature.ts'

/** The plugs, in the order of `architecture.ts`: migrations, boot and routes follow it. */
export const features: Feature[] = [
  territories,
  accounts,
  staff,
  elections,
  movement,
  people,
  recipes,
  groups,
  offers,
  finding,
  splitting,
  rescue,
  boards,
  meetings,
  events,
  hosting,
  moderating,
  door,
  agenda,
  suggesting,
  deeds,
  visits,
  desk,
  pictures,
  signing,
  directory,
  audiences,
  paper,
  imports,
  exports,
  duplicates,
  bulk,
  privacy,
  api,
  planning,
  site,
]
