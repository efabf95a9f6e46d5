import type { Feature } from './platform/app.ts'
import { people } from './features/people/feature.ts'
import { site } from './features/site/feature.ts'
import { territories } from './features/territories/feature.ts'

/** The plugs, in the order of `architecture.ts`: migrations, boot and routes follow it. */
export const features: Feature[] = [territories, people, site]
