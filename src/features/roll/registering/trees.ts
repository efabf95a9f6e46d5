import fr from './data/fr.json' with { type: 'json' }
import services from './data/services.json' with { type: 'json' }
import type { Tree } from './walking.ts'

/** Trees of the countries whose law we have read; as the file says them, whatever TypeScript makes of it. */
const TREES: Record<string, Tree> = { FR: fr as unknown as Tree }

/** Where a country's own services stand; what we have read of its rules, for a page of its own; and where what we have not read is known: which office to ask. */
type Service = { links: Record<string, string>; told: { text: string; rule: string }[]; ask?: string }
const SERVICES: Record<string, Service> = services

export const treeOf = (country: string): Tree | undefined => TREES[country]
export const serviceOf = (country: string): Service | undefined => SERVICES[country]
export const COUNTRIES = Object.keys(SERVICES)
