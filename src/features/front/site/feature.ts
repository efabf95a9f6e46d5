import type { Feature } from '#platform/app'
import { routes } from './routes.tsx'
import { texts } from './texts.ts'

export const site: Feature = { name: 'site', texts, routes }
