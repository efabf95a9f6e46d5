import type { Feature } from '#platform/app'
import { routes } from './routes.tsx'
import { texts } from './texts.ts'

export const site: Feature = { name: 'site', owns: 'the home page, which composes the others', texts, routes }
