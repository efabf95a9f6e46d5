/** What may be told of each datum: by lookers, the doors that tell it. */
export type Disclosed = Record<string, Record<string, string>>

/**
 * Who looks. `herself` is Zoé; `organiser` and `host` are Olga and Hélène, for whom what is planted of Zoé is another's and what is planted of them is
 * their own. `here` is Zoé's department. A `newcomer` joined the group today, and nobody nodded to her yet.
 */
const LOOKERS = [
  'herself',
  'administrator',
  'data officer',
  'coordinator here',
  'coordinator elsewhere',
  'treasurer',
  'treasurer elsewhere',
  'organiser',
  'host',
  'member',
  'newcomer',
  'signed in',
  'program here',
  'program elsewhere',
  'stranger',
] as const

const SETS: Record<string, readonly string[]> = {
  anybody: LOOKERS,
  office: ['administrator', 'data officer', 'coordinator here'],
  deciders: ['administrator', 'coordinator here'],
}

/** Doors that tell the same. */
const FAMILIES: Record<string, readonly string[]> = {
  'her file': ['/me/data.csv', '/me/data.json'],
  'search of people': ['/staff/people', 'POST /staff/people'],
  'API people': ['/api/v1/people', '/api/v1/audiences/:audience/people'],
  'her station': ['/me/station', '/me/station/posts/:post/letter'],
  stations: [
    '/staff/stations/:vote/at/:station',
    '/staff/stations/:vote/at/:station/posts/:post/letter',
    '/staff/stations/:vote/towns/:place',
    '/staff/stations/:vote/towns/:place/rota.pdf',
  ],
  meeting: ['/groups/:group/meetings/:meeting', '/groups/:group/meetings/:meeting/calendar.ics'],
}

export const cell = (datum: string, looker: string, where: string) => `${datum} → ${looker} → ${where}`

/** The cells of the table, apart: those that must be found, and those that may. */
export function cellsOf(table: Disclosed): { must: Set<string>; may: Set<string> } {
  const cells = Object.entries(table).flatMap(([datum, told]) =>
    Object.entries(told).flatMap(([who, doors]) =>
      expanded(who, SETS).flatMap((looker) => expanded(doors, FAMILIES).map((door) => cell(datum, looker, door))),
    ),
  )
  const may = cells.filter((one) => one.endsWith('?')).map((one) => one.slice(0, -1))
  return { must: new Set(cells.filter((one) => !one.endsWith('?'))), may: new Set(may) }
}

const expanded = (list: string, sets: Record<string, readonly string[]>) => list.split(', ').flatMap((one) => sets[one] ?? [one])
