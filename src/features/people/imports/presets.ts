import { HEADERS } from '../bringing/index.ts'
import type { Purpose } from '../ledger/index.ts'
import { isForbidden, saysNo, saysYes } from './targets.ts'
import type { Mapping, Said } from './tables.ts'

/** What is known of the files of one system; what its columns mean, the fields say themselves (`fields/fields.ts`, `bringing/data/headers.json`). */
type System = {
  name: string
  label: string
  /** Columns that together give it away. */
  marks: string[]
  dates: Said['dates']
}

/** Sources: each system's own help and files; see the guide. */
const SYSTEMS: System[] = [
  { name: 'nationbuilder', label: 'NationBuilder', marks: ['nationbuilder_id', 'first_name', 'last_name'], dates: 'mdy' },
  { name: 'action-network', label: 'Action Network', marks: ['email', 'can2_user_tags'], dates: 'iso' },
  { name: 'civicrm', label: 'CiviCRM', marks: ['contact id', 'contact type', 'no bulk emails (user opt out)'], dates: 'iso' },
  { name: 'mailchimp', label: 'Mailchimp', marks: ['email address', 'leid', 'euid'], dates: 'iso' },
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

export function findPreset(name: string | null): Preset {
  return PRESETS.find((preset) => preset.name === name) ?? PRESETS.at(-1)!
}

/** The system that a header gives away; the plain one when it is nobody's. */
export function recognise(header: string[]): Preset {
  const names = new Set(header.map(plainName))
  return PRESETS.find(({ marks }) => marks.length > 0 && marks.every((mark) => names.has(mark))) ?? findPreset(null)
}

/** What each column becomes, to begin with. What nobody knows waits for a decision: it is not read. */
export function mappingFor(header: string[], { name }: Preset, purposes: Purpose[]): Mapping {
  const columns = columnsOf(name, purposes)
  const meant = (column: string) => (isForbidden(column) ? undefined : columns.get(plainName(column)))
  return Object.fromEntries(header.map((column) => [column, meant(column) ?? 'ignore']))
}

const plainName = (column: string) => column.trim().toLowerCase()
