import type { Feature } from '#platform/app'
import { prepareTerritories } from './prepare.ts'
import { routes } from './routes.tsx'
import { texts } from './texts.ts'

export const territories: Feature = {
  name: 'territories',
  owns: 'places, postal codes, areas',
  texts,
  migrations: 'src/features/territories/core/migrations',
  routes,
  links: [{ place: 'footer', path: '/credits', text: 'territories.credits.title' }],
  prepare: prepareTerritories,
  impersonal: ['area', 'place', 'place_postal_code', 'territory_load'],
}
