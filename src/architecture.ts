/** The law of the tree as data: slices from the lowest up, each with the slices that it needs. Read by the test and by the docs. */
export type Slice = { name: string; needs: string[]; owns: string }

export const SLICES: Slice[] = [
  { name: 'territories', needs: [], owns: 'places, postal codes, areas' },
  { name: 'people', needs: ['territories'], owns: 'signatures, persons, contact points, consents, suppression, tally' },
  { name: 'site', needs: ['territories', 'people'], owns: 'no table: composes the others' },
]

/** Files that a slice may hold; a role becomes a folder of that name past 300 lines. */
export const ROLES = [
  'README.md',
  'index.ts',
  'feature.ts',
  'tables.ts',
  'queries.ts',
  'commands.ts',
  'rules.ts',
  'access.ts',
  'schema.ts',
  'routes.tsx',
  'api.ts',
  'paths.ts',
  'mails.tsx',
  'jobs.ts',
  'queues.ts',
  'events.ts',
  'texts.ts',
  'seed.ts',
]

/** Longest file of source, and longest function, in lines. */
export const LONGEST_FILE = 300
export const LONGEST_SLICE = 4000
