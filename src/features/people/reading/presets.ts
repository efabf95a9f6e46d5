import { normalise } from '#platform/text/normalise'
import { HEADERS } from '../bringing/index.ts'
import type { Purpose } from '../ledger/index.ts'
import { isForbidden, saysNo, saysYes } from './targets.ts'
import type { Mapping, Said } from './said.ts'

/** What is known of the files of one system; what its columns mean, the fields say themselves (`fields/fields.ts`, `bringing/data/headers.json`). */
type System = {
  name: string
  label: string
  /** Columns that together give it away, each as it is called in the languages of the system. */
  marks: (string | string[])[]
  dates: Said['dates']
}

/** What a contact is, and whose id it has, in exports of CiviCRM in English, French, Spanish and German (catalogues of 2020 and 2026). */
const CIVICRM = [
  [
    'contact id',
    'id. de contact',
    'identifiant de contact',
    'id de contact',
    'identificador del contacto',
    'id del contacto',
    'civicrm id',
    'kontakt id',
  ],
  ['contact type', 'type de contact', 'tipo de contacto', 'kontaktart', 'kontakttyp'],
]

/** Sources: each system's own help and files; see the guide. */
const SYSTEMS: System[] = [
  // Files of our own: what was exported comes back without a change.
  { name: 'appui', label: 'Appui', marks: ['id', 'given_name', 'emails', 'supporter_since', 'agreed'], dates: 'iso' },
  { name: 'nationbuilder', label: 'NationBuilder', marks: ['nationbuilder_id', 'first_name', 'last_name'], dates: 'mdy' },
  { name: 'action-network', label: 'Action Network', marks: ['email', 'can2_user_tags'], dates: 'iso' },
  { name: 'civicrm', label: 'CiviCRM', marks: CIVICRM, dates: 'iso' },
  { name: 'mailchimp', label: 'Mailchimp', marks: ['leid', 'euid'], dates: 'iso' },
  { name: 'actionkit', label: 'ActionKit', marks: ['email', 'akid'], dates: 'iso' },
]

/** Spreadsheets of one's own, whose columns are called as people call them, in three languages. */
const PLAIN: System = { name: 'plain', label: 'CSV', marks: [], dates: 'dmy' }

export type Preset = System

const PRESETS: Preset[] = [...SYSTEMS, PLAIN]

/** What each header means: those of fields, and those of what people may agree to. */
export function headersWith(purposes: Purpose[]): Record<string, Record<string, string>> {
  const said = purposes.flatMap((purpose) => [
    [saysYes(purpose), purpose.columns?.yes ?? {}],
    [saysNo(purpose), purpose.columns?.no ?? {}],
  ])
  return { ...HEADERS, ...Object.fromEntries(said) }
}

/** What the columns of a system mean, by the header in small letters. */
export function columnsOf(system: string, purposes: Purpose[]): ReadonlyMap<string, string> {
  const columns = Object.entries(headersWith(purposes)).flatMap(([field, headers]) =>
    Object.entries(headers)
      .filter(([, systems]) => systems.split(' ').includes(system))
      .map(([header]): [string, string] => [header, field]),
  )
  return new Map(columns)
}

/** What a movement adds to any system by words of its own, as in a spreadsheet: where people live, their numbers. Nothing of what they agreed to. */
const ADDED = ['postal_code', 'town', 'country', 'phone', 'born_on']
const OWN_WORDS: ReadonlyMap<string, string> = new Map(
  [...columnsOf(PLAIN.name, [])].filter(([, field]) => ADDED.includes(field)),
)
const NOTHING: ReadonlyMap<string, string> = new Map()

/** Whether a column tells when a record was made: by hand or by another import, so that it proves no agreement. */
export const tellsOfRecord = (column: string): boolean =>
  /^(created? (at|date|on)|date de creation|fecha de creacion|erstellt am)$/.test(normalise(column))

export function findPreset(name: string | null): Preset {
  return PRESETS.find((preset) => preset.name === name) ?? PRESETS.at(-1)!
}

/** The system that a header gives away; the plain one when it is nobody's. */
export function recognise(header: string[]): Preset {
  const names = new Set(header.map(plainName))
  const bears = (mark: string | string[]) => [mark].flat().some((name) => names.has(name))
  return PRESETS.find(({ marks }) => marks.length > 0 && marks.every(bears)) ?? findPreset(null)
}

/** What each column becomes, to begin with. What nobody knows waits for a decision: it is not read. */
export function mappingFor(header: string[], { name }: Preset, purposes: Purpose[]): Mapping {
  const columns = columnsOf(name, purposes)
  const called = name === 'appui' ? NOTHING : OWN_WORDS
  const meant = (column: string) => {
    const title = name === 'civicrm' ? titleOf(column) : plainName(column)
    return isForbidden(column) ? undefined : (columns.get(title) ?? called.get(title))
  }
  const becomes = (column: string): string => {
    const target = meant(column) ?? (name === 'appui' && !OURS.has(column) ? `custom:${column}` : 'ignore')
    if (name !== 'civicrm' || !target.startsWith('email-bad:')) return target
    const beside = header.find((other) => locationOf(other) === locationOf(column) && meant(other) === 'email')
    return beside ? `email-bad:${beside}` : target
  }
  return Object.fromEntries(header.map((column) => [column, becomes(column)]))
}

/** Columns of our own files that say nothing to bring: what is derived, what only she says herself, and what a file of refused rows adds. */
const OURS = new Set(['department', 'supporter_since', 'agreed', 'origin', 'line', 'reason'])

const plainName = (column: string) => column.trim().toLowerCase()

/** CiviCRM says of which place a column is before its title, and of which kind a number after it: `Home-Email`, `Work-Phone-Mobile`. */
const LOCATION = /^(home|work|main|other|billing)-/i
const KIND = /-(phone|mobile|fax|pager|voicemail)$/i

const titleOf = (column: string) => plainName(column).replace(LOCATION, '').replace(KIND, '')
const locationOf = (column: string) => LOCATION.exec(column)?.[0].toLowerCase()
