import { normalise } from '#platform/text/normalise'
import { pointKindsOf, type Purpose } from '../ledger/index.ts'
import { isCross, readAnswer, saysLeft } from './answers.ts'
import { type Refusal, refusalIn, refusalNamedIn, refusalOfHeader } from './refusals.ts'
import { crossSaysYes, isForbidden, saysNo, saysYes } from './targets.ts'
import type { Mapping } from './said.ts'

/** What a cell says of a row, beyond what is written into the record. `plain`: it says nothing of the kind. */
export type Meaning = 'yes' | 'no' | 'unclear' | 'cross' | 'bad' | 'deceased' | 'binned' | 'organisation' | 'minor' | 'plain'

/** What a cell says. `refuses`: whether it refuses a purpose, by what its column is about or by its own words. */
export type Told = { target: string; meaning: Meaning; refuses(purpose: Purpose): boolean }

/** A column that may say such a thing. */
export type Flag = { at: number; column: string; target: string; read(cell: string): Told }

/** A mark in a column that means a no counts, whatever it is, unless it says that there is none: «false», and not «unsubscribed». */
const isSet = (cell: string) => readAnswer(cell) !== 'blank' && (saysLeft(cell) || readAnswer(cell) !== 'no')

const marked =
  (meaning: Meaning) =>
  (cell: string): Meaning =>
    isSet(cell) ? meaning : 'plain'

function answered(cell: string): Meaning {
  const answer = readAnswer(cell)
  return answer === 'blank' ? 'plain' : answer
}

/** Where nobody said what a cross means. */
const askedFor = (cell: string): Meaning => (isCross(cell) ? 'cross' : answered(cell))
/** Where somebody who knows the file said that it means yes. */
const crossed = (cell: string): Meaning => (isCross(cell) ? 'yes' : answered(cell))

/** A subscription to letters. One of before counts as it was last: `previous bounce`, `previous unsubscribe`. */
function subscribed(cell: string): Meaning {
  if (saysLeft(cell)) return 'no'
  return /bounc|\bnpai\b|rebot|rückläufer/i.test(cell) ? 'bad' : answered(cell)
}

/** CiviCRM tells two reasons of not writing to an address: 1, it bounces; 2, who reads it opted out. By number, or as each language calls it. */
const OPTED_OUT = /^2$|opposition|exclusion|salida/

function heldBack(cell: string): Meaning {
  if (!isSet(cell)) return 'plain'
  return OPTED_OUT.test(normalise(cell)) || saysLeft(cell) ? 'no' : 'bad'
}

/** NationBuilder tells them by number: 0 a person, 1 an organisation. */
const ORGANISATION =
  /^(1$|organi[sz]a|organizaci|foyer|familia|menage|household|haushalt|hogar|entreprise|association|empresa|verein|firma|company)/

const kindOf = (cell: string): Meaning => (ORGANISATION.test(normalise(cell)) ? 'organisation' : 'plain')

/** How the cells of a target are read, by its name before any colon. */
const READ: Partial<Record<string, (cell: string) => Meaning>> = {
  yes: askedFor,
  'yes-cross': crossed,
  no: marked('no'),
  'no-contact': marked('no'),
  status: subscribed,
  'email-bad': heldBack,
  'phone-bad': marked('bad'),
  deceased: marked('deceased'),
  binned: marked('binned'),
  minor: marked('minor'),
  kind: kindOf,
}

const kindOfTarget = (target: string) => target.split(':')[0] ?? ''

export const isFlag = (target: string): boolean => Object.hasOwn(READ, kindOfTarget(target))

/** Columns that hold nothing but what they are for: a street is called as it is. */
const TOLD = new Set(
  `given_name middle_name family_name full_name email phone street born_on postal_code town country locale consented_at
  consent_wording id`.split(/\s+/),
)

/** The columns of a table that may say something of the kind: those that are for it, those whose name refuses, and free text. */
export function flagsOf(header: string[], mapping: Mapping): Flag[] {
  return header.flatMap((column, at): Flag[] => {
    if (isForbidden(column)) return []
    const target = mapping[column] ?? 'ignore'
    if (TOLD.has(kindOfTarget(target))) return []
    const read = READ[kindOfTarget(target)]
    return [{ at, column, target, read: remembered(target, read ? asked(target, read) : unasked(column)) }]
  })
}

type Read = (cell: string) => Omit<Told, 'target'>
const REFUSES_NOTHING = () => false

/** A column that is there to say it. */
function asked(target: string, read: (cell: string) => Meaning): Read {
  const isAbout = aboutOf(target)
  return (cell) => {
    const [meaning, refusal] = [read(cell), refusalNamedIn(cell)]
    return { meaning, refuses: (purpose) => (meaning === 'no' && isAbout(purpose)) || reaches(refusal, purpose) }
  }
}

/** Any other: its name says no of who has a mark in it, and a cell by its own words of more than that. */
function unasked(column: string): Read {
  const refused = refusalOfHeader(column)
  return (cell) => {
    const refusals = [refused && isSet(cell) ? refused : [], refusalIn(cell) ?? []].flat()
    return refusals.length > 0
      ? { meaning: 'no', refuses: (purpose) => reaches(refusals, purpose) }
      : { meaning: 'plain', refuses: REFUSES_NOTHING }
  }
}

/** Cells that are remembered of a column: most say what others said. */
const MOST = 1_000

function remembered(target: string, read: Read): Flag['read'] {
  const known = new Map<string, Told>()
  return (cell) => {
    const told = known.get(cell) ?? { target, ...read(cell) }
    if (known.size < MOST) known.set(cell, told)
    return told
  }
}

/** What a no in a column of that target is about. */
function aboutOf(target: string): (purpose: Purpose) => boolean {
  if (target === 'no-contact') return () => true
  if (target === 'status' || target.startsWith('email-bad')) return (purpose) => reaches(['email'], purpose)
  return (purpose) => [saysYes(purpose), crossSaysYes(purpose), saysNo(purpose)].includes(target)
}

const reaches = (refusal: Refusal | undefined, purpose: Purpose) =>
  refusal !== undefined && pointKindsOf(purpose).some((kind) => refusal.includes(kind))
