import type { Datum } from './planted.ts'

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

/** What the lists of the file say of somebody. */
const LISTED = {
  office: '/staff/people',
  deciders: '/staff/audiences/:audience',
  administrator: '/staff/exports/:export/file',
  'program here': 'API people',
}

/**
 * Where each thing may be told, and to whom; what is not said here is told nowhere. A door is one for GET, unless it says otherwise; `mail` is a mail to
 * the looker. With a "?" it may tell it, else it must: a table that allowed more than is done would hide what comes to be done.
 */
export const DISCLOSED: Record<Datum, Record<string, string>> = {
  'number in the file': {
    herself: 'her file, mail',
    office: 'search of people',
    'administrator, data officer': '/staff/journal',
    deciders: '/staff/audiences/:audience, /staff/duplicates',
    administrator: '/staff/exports/:export/file, /staff/merges, /staff/sheets/:number',
    organiser: '/groups/:group/desk, /groups/:group/meetings/:meeting/report, /groups/:group/members',
    'program here': 'API people',
  },
  'given name': {
    herself: 'her file, her station, mail, /me, /vote/proxy',
    'herself, organiser, member': '/groups/:group/board, /groups/:group/members, /me/home',
    office: 'search of people, /staff/people/:person',
    'deciders, organiser': '/offers',
    deciders: 'stations, /staff/audiences/:audience, /staff/duplicates, /staff/duplicates/:a/:b',
    member: '/me/station',
    administrator: '/staff/exports/:export/file, /staff/recipes, /staff/sheets/:number',
    'coordinator here, organiser': '/offers/:offer/request',
    organiser:
      '/groups/:group/desk, /groups/:group/meetings/:meeting/report, /groups/:group/members/:person/removal, /offers/sent',
    host: '/events/:event/door/:code, /events/:event/people',
    'program here': 'API people, /api/v1/people/:person',
  },
  'family name': {
    herself: 'her file, her station, /me',
    'herself, organiser': '/groups/:group/members',
    office: 'search of people, /staff/people/:person',
    deciders: 'stations, /staff/audiences/:audience, /staff/duplicates, /staff/duplicates/:a/:b',
    member: '/me/station',
    administrator: '/staff/exports/:export/file, /staff/sheets/:number',
    organiser: '/groups/:group/desk, /groups/:group/meetings/:meeting/report, /groups/:group/members/:person/removal',
    'program here': 'API people, /api/v1/people/:person',
  },
  'e-mail': {
    herself: 'her file, /account, /account/address, /me',
    'herself, organiser': '/groups/:group/members',
    office: 'search of people, /staff/people/:person',
    deciders: '/staff/audiences/:audience, /staff/duplicates/:a/:b',
    administrator: '/staff/exports/:export/file',
    organiser: '/offers/sent',
    'program here': 'API people, /api/v1/people/:person',
  },
  phone: {
    herself: 'her file, /me',
    'herself, organiser': '/groups/:group/members',
    office: 'search of people, /staff/people/:person',
    deciders: '/staff/audiences/:audience, /staff/duplicates/:a/:b',
    administrator: '/staff/exports/:export/file',
    'program here': 'API people, /api/v1/people/:person',
  },
  street: { herself: 'her file, /me', office: '/staff/people/:person', administrator: '/staff/exports/:export/file' },
  'postal code': {
    herself: 'her file, /me',
    office: 'search of people, /staff/people/:person',
    deciders: '/staff/audiences/:audience, /staff/duplicates/:a/:b',
    administrator: '/staff/exports/:export/file',
    'program here': 'API people, /api/v1/people/:person',
  },
  town: { herself: 'her file' },
  'date of birth': {
    herself: 'her file',
    office: '/staff/people/:person',
    administrator: '/staff/exports/:export/file',
    deciders: '/staff/duplicates/:a/:b',
    'program here': 'API people, /api/v1/people/:person',
  },
  'custom field': {
    herself: 'her file',
    office: '/staff/people/:person',
    administrator: '/staff/exports/:export/file',
    'program here': 'API people, /api/v1/people/:person',
  },
  tag: {
    office: 'search of people, /staff/people/:person',
    deciders: '/staff/audiences/:audience',
    administrator: '/staff/exports/:export/file',
    'program here': 'API people, /api/v1/people/:person',
    'program here, program elsewhere': '/api/v1/tags',
  },
  'note by staff': { herself: 'her file', office: '/staff/people/:person' },
  'evidence of a consent': { herself: 'her file', office: '/staff/people/:person' },
  'browser of a consent': { herself: 'her file' },
  'evidence of a consent not proved': { herself: 'her file' },
  'number in another system': {
    herself: 'her file',
    office: '/staff/people/:person',
    'program here': 'API people, /api/v1/people/:person',
  },
  'browser of her session': {},
  'source of her record': { herself: 'her file, /me', office: '/staff/people/:person' },
  'words of her request to join': { organiser: '/groups/:group/members' },
  'reason of a removal': {},
  'address that was invited': { organiser: 'her file, /groups/:group/members' },
  'post before the newcomer': { herself: 'her file', 'herself, organiser, member': '/groups/:group/board' },
  'post on the board': { 'herself, organiser, member, newcomer': '/groups/:group/board, /me/home', herself: 'her file' },
  'place of a meeting': {
    'herself, organiser, member, newcomer':
      'mail, meeting, /groups/:group/meetings, /meeting/:token, /meeting/:token/calendar.ics',
    herself: '/calendars/:token',
    organiser: 'her file',
  },
  'agenda of a meeting': {
    'herself, organiser, member, newcomer': 'mail, meeting, /meeting/:token, /meeting/:token/calendar.ics',
    herself: '/calendars/:token',
    organiser: 'her file',
  },
  'what was done at a meeting': {
    herself: 'her file',
    'herself, organiser, member': '/groups/:group/meetings, /groups/:group/meetings/:meeting',
    organiser: '/groups/:group/meetings/:meeting/report',
  },
  'need of a group': {
    'herself, organiser, member': '/groups/:group/meetings/:meeting',
    deciders: '/staff/needs',
    organiser: '/groups/:group/meetings/:meeting/report',
  },
  'task of a group': {
    herself: 'her file',
    'herself, organiser, member': '/groups/:group/tasks',
    organiser: '/groups/:group/desk',
  },
  'address of a group': {
    herself: '/calendars/:token',
    'herself, organiser, member, newcomer': '/groups/:group/members',
    'herself, organiser, member': 'meeting',
    organiser: '/groups/:group/settings',
  },
  'report of a group': { deciders: '/staff/groups/:group' },
  'reason told to a group': { deciders: '/staff/groups/:group', organiser: '/groups/:group/members' },
  "organiser's given name": {
    ...LISTED,
    'herself, organiser, member, newcomer': '/groups/:group/members',
    herself: '/me/offer',
    organiser: 'her file, mail, /groups/:group/desk, /groups/:group/meetings/:meeting/report, /me, /me/home, /vote/proxy',
  },
  "organiser's family name": {
    ...LISTED,
    organiser: 'her file, /groups/:group/desk, /groups/:group/meetings/:meeting/report, /groups/:group/members, /me',
  },
  "organiser's e-mail": { ...LISTED, organiser: 'her file, /account, /account/address, /me' },
  "organiser's phone": { ...LISTED, organiser: 'her file, /me' },
  "paper member's given name": {
    'herself, organiser, member': '/groups/:group/members',
    office: '/staff/people, /staff/people/:person',
    organiser:
      '/groups/:group/desk, /groups/:group/meetings/:meeting/report, /groups/:group/members/:person/removal, /groups/:group/visits',
    'program here': '/api/v1/people, /api/v1/people/:person',
  },
  "paper member's family name": {
    office: '/staff/people, /staff/people/:person',
    organiser:
      '/groups/:group/desk, /groups/:group/meetings/:meeting/report, /groups/:group/members, /groups/:group/members/:person/removal, /groups/:group/visits',
    'program here': '/api/v1/people, /api/v1/people/:person',
  },
  "paper member's phone": {
    office: '/staff/people, /staff/people/:person',
    organiser: '/groups/:group/members, /groups/:group/visits',
    'program here': '/api/v1/people, /api/v1/people/:person',
  },
  "paper member's street": { office: '/staff/people/:person', organiser: '/groups/:group/visits' },
  'keeper of a sheet of a group': { office: '/staff/people/:person', 'program here': '/api/v1/people/:person/consents' },
  'words of a visit': { organiser: '/groups/:group/visits' },
  'words of her offer': { herself: 'her file, /me/offer', 'deciders, organiser': '/offers' },
  'what was asked of her': { herself: 'her file, /me/offer', organiser: '/offers/sent' },
  'her reply to what was asked': { herself: 'her file', organiser: '/offers/sent' },
  'number of who goes for another': { herself: 'her file, /me/proxies' },
  'name of who looks for a proxy': {
    herself: '/me/proxies, /vote/proxy/holders/:token',
    deciders: '/staff/proxies, /staff/proxies/:ask',
  },
  'number of who looks for a proxy': { herself: '/me/proxies, /vote/proxy/holders/:token' },
  'e-mail of who looks for a proxy': {},
  'name of who waits for a yes': {
    herself: '/me/proxies, /vote/proxy/holders/:token',
    deciders: '/staff/proxies, /staff/proxies/:ask',
  },
  'number of who waits for a yes': {},
  'e-mail of who waits for a yes': {},
  "host's given name": { ...LISTED, host: 'her file, /me, /me/home, /vote/proxy' },
  "host's family name": { ...LISTED, host: 'her file, /me' },
  "host's e-mail": { ...LISTED, host: 'her file, /account, /account/address, /me' },
  "host's phone": { ...LISTED, host: 'her file, /me' },
  'address of an event': {
    herself: 'mail, /calendars/:token, /sign-ups/:token, /sign-ups/:token/calendar.ics',
    host: 'her file, /events/:event, /events/:event/settings',
  },
  'link of an event': {
    herself: 'mail, /calendars/:token, /sign-ups/:token, /sign-ups/:token/calendar.ics',
    host: 'her file, /events/:event/settings',
  },
  'answer at a sign-up': { herself: 'her file', host: '/events/:event/people' },
  'code of her ticket': { herself: 'her file, /sign-ups/:token' },
  'name of a visitor': { host: '/events/:event/people' },
  'e-mail of a visitor': {},
  'name entered by hand': { host: '/events/:event/people' },
  'report of an event': { deciders: '/staff/events/:event' },
  'reason of a cancellation': { anybody: '/events/:event', host: 'her file' },
  'reason an event is not listed': { deciders: '/staff/events/:event', host: 'her file, /events/:event' },
  'what came of an event': { anybody: '/, /events/:event/outcome', host: 'her file, /events/:event/report' },
  'comment that waits': { herself: 'her file', administrator: '/staff/recipes' },
  'reason of a recipe put back': { herself: 'her file' },
  'rights request': { 'administrator, data officer': '/staff/requests' },
  'reason in the journal': { 'administrator, data officer': '/staff/journal' },
  'reason of an approval': { 'administrator, data officer': '/staff/approvals' },
  'collector of a sheet': { office: '/staff/people/:person', administrator: '/staff/sheets/:number' },
  'cell of a file brought in': { administrator: '/staff/imports/:import/refused.csv' },
  'name of a merged record': { administrator: '/staff/merges' },
  'town that nobody knows': {
    office: '/staff/people',
    deciders: '/staff/places, /staff/places/:text',
    'program here': '/api/v1/people',
  },
  'where her weekly mail looks': { herself: 'her file, /me/weekly' },
  'name that was not confirmed': {},
  'address that was not confirmed': {},
  "staff's e-mail": {
    administrator: '/account, /account/address, /staff/mandates, /which-of-you',
    'administrator, data officer': '/staff/approvals, /staff/journal',
  },
  'being in a group': {
    herself: 'mail',
    'herself, organiser, member': '/groups/:group/board, /groups/:group/members, /me/home',
    deciders: '/staff/people/:person',
    organiser: '/groups/:group/desk',
  },
  'coming to an event': {
    herself: 'mail, /me/home',
    'organiser, member': '/me/home?',
    deciders: '/staff/people/:person',
    host: '/events/:event/door/:code, /events/:event/people',
  },
  'leading a group': {
    'herself, organiser, member, newcomer': '/groups/:group/members',
    organiser: 'mail, /groups/:group/desk, /me/home',
  },
  'holding an event': { host: 'her file, /me/home' },
}

export const cell = (datum: string, looker: string, where: string) => `${datum} → ${looker} → ${where}`

/** The cells of the table, apart: those that must be found, and those that may. */
export function cellsOf(table: typeof DISCLOSED): { must: Set<string>; may: Set<string> } {
  const cells = Object.entries(table).flatMap(([datum, told]) =>
    Object.entries(told).flatMap(([who, doors]) =>
      expanded(who, SETS).flatMap((looker) => expanded(doors, FAMILIES).map((door) => cell(datum, looker, door))),
    ),
  )
  const may = cells.filter((one) => one.endsWith('?')).map((one) => one.slice(0, -1))
  return { must: new Set(cells.filter((one) => !one.endsWith('?'))), may: new Set(may) }
}

const expanded = (list: string, sets: Record<string, readonly string[]>) => list.split(', ').flatMap((one) => sets[one] ?? [one])
