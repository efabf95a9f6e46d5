import { isDeepStrictEqual } from 'node:util'
import type { Locale } from '#platform/i18n/locales'
import { entriesIn, namesIn } from '#platform/named'
import { sortName } from '#platform/text/names'
import { type FieldRow, saidIn } from '../fields/index.ts'
import type { CustomValue, PersonFields, PersonId } from '../core/index.ts'
import { type Holding, likeness, meantBy, type Quality, saysMore } from '../addresses/index.ts'

/** What an old file says that somebody wants: nothing, yes, yes without what would prove it, or no more. */
export type Wish = 'given' | 'unproved' | 'withdrawn' | null

/** A person as a file of another system describes her, read and in our forms. */
export type Incoming = FieldRow & {
  /** Where she stands in the file; names her in every answer. */
  line: number
  foreign: { system: string; value: string } | null
  given_name: string
  family_name: string | null
  emails: { value: string; quality: Quality }[]
  phones: { value: string; quality: Quality }[]
  locale: Locale | null
  country: string
  postal_code: string | null
  place_id: string | null
  town: string | null
  department_id: string | null
  tags: string[]
  custom: Record<string, CustomValue>
  note: string | null
  /** What she wants, by the key of a purpose. */
  wishes: Record<string, Wish>
  /** When the consents were given, as far as the file says. */
  consented_at: Date | null
  /** The words that she agreed to, as far as the file says. */
  consent_wording: string | null
  /** Why she is not brought in, although all of the row was read; a key. `binds`: whom its refusals are of, when nobody here is meant. */
  barred?: { why: string; binds: 'nobody' | 'mailbox' }
}

/** The system of ids that we gave ourselves: rows of our own exports name people by it. */
export const OWN = 'appui'

/** A person of the file, as far as a bringing may change her. */
export type Standing = PersonFields & { id: PersonId; supporter: boolean; restricted: boolean }

/** What becomes of one row. `before`: what an update replaced, to be put back when the import is undone. */
export type Fate = {
  line: number
  fate: 'created' | 'updated' | 'unchanged' | 'refused'
  person: PersonId | null
  reason: string | null
  before: Partial<PersonFields> | null
}

/** Somebody of the file who holds an address of a row. */
export type Holder = Holding & { id: PersonId; quality: Quality }

/** Who of the file a row may be about. */
export type Known = {
  byForeign(foreign: { system: string; value: string }): PersonId | undefined
  /** All who hold that mailbox; their names say who of them is meant. */
  holders(email: string): Holder[]
  /** Somebody into whose record others wrote that address, of that name. */
  byClaim(email: string, name: string): PersonId | undefined
  /** A telephone may serve a household, so the name must agree too. */
  byPhone(phone: string, name: string): PersonId | undefined
  /** Whether somebody of that address had herself erased: for everybody but who holds it now. */
  erased(address: string, but: PersonId | undefined): boolean
}

/** Only those of them whom somebody may reach. Who was erased stays so for everybody. */
export function within(known: Known, reaches: (person: PersonId) => boolean): Known {
  const near = (person: PersonId | undefined) => (person && reaches(person) ? person : undefined)
  return {
    byForeign: (foreign) => near(known.byForeign(foreign)),
    holders: (email) => known.holders(email).filter(({ id }) => reaches(id)),
    byClaim: (email, name) => near(known.byClaim(email, name)),
    byPhone: (phone, name) => near(known.byPhone(phone, name)),
    erased: known.erased,
  }
}

/** Whom a row is about; `undefined`: somebody new. Or why it is refused, with those whom it could mean. */
export type Match = { person: PersonId | undefined } | { refused: string; open: PersonId[] }

export function matchOf(row: Incoming, known: Known): Match {
  const [person, ...others] = meantIn(row, known)
  if (others.length > 0) return { refused: 'people.bring.several', open: [person!, ...others] }
  // Who is there is found as before; somebody new is not brought to where one was erased.
  const addresses = [...row.emails, ...row.phones].map(({ value }) => value)
  if (!person && addresses.some((address) => known.erased(address, undefined)))
    return { refused: 'people.bring.erased', open: [] }
  return { person }
}

/** Whom of the file a row names; more than one: nobody can tell which. */
export function meantIn(row: Incoming, known: Known): PersonId[] {
  const foreign = row.foreign ? known.byForeign(row.foreign) : undefined
  const holders = new Map(row.emails.flatMap(({ value }) => known.holders(value)).map((holder) => [holder.id, holder]))
  // One id of another system says more than a name.
  if (foreign && holders.has(foreign)) return [foreign]
  const meant = meantBy([...holders.values()], row).map(({ id }) => id)
  if (foreign || meant.length > 0) return [...(foreign ? [foreign] : []), ...meant]
  // A telephone and a name are enough only for who has no address that would tell her apart.
  const name = sortName(row)
  if (!name) return []
  const claims = row.emails.map(({ value }) => known.byClaim(value, name))
  const calls = row.emails.length === 0 ? row.phones.map(({ value }) => known.byPhone(value, name)) : []
  return [...claims, ...calls].filter((one) => one !== undefined).slice(0, 1)
}

/** Others at its addresses whom its name may mean all the same: her yes is not theirs, and a no may be. */
export function nearTo(row: Incoming, known: Known): PersonId[] {
  if (!Object.values(row.wishes).includes('withdrawn')) return []
  const near = (holder: Holder) => ['near', 'renamed'].includes(likeness(holder, row))
  return row.emails.flatMap(({ value }) => known.holders(value).filter(near)).map(({ id }) => id)
}

/** Whether somebody who may be of that name holds one of its addresses already. */
export function isHeld(row: Incoming, known: Known): boolean {
  return row.emails.some(({ value }) => known.holders(value).some((holder) => likeness(holder, row) !== 'other'))
}

/**
 * A row with what is known of its addresses: one that is known to be bad is bad for everybody, and one of which somebody was erased comes to nobody who
 * did not hold it.
 */
export function knowing(row: Incoming, known: Known, person: PersonId | undefined): Incoming {
  const open = ({ value }: { value: string }) => !known.erased(value, person)
  const emails = row.emails.filter(open).map(({ value, quality }) => ({
    value,
    quality:
      quality === 'unknown' ? (known.holders(value).find((holder) => holder.quality !== 'unknown')?.quality ?? quality) : quality,
  }))
  return { ...row, emails, phones: row.phones.filter(open) }
}

/**
 * The fields that a row changes in a person. Who signed here herself said more than any old file: of her only what is empty
 * is filled, and her town, which is counted, is left. Others follow the file.
 */
export function changesOf(standing: Standing, row: Incoming): Partial<PersonFields> {
  const place = (row.postal_code || row.place_id || row.town) && !saysWhatStands(standing, row)
  const named = saysMore(standing, row)
  const offered: Partial<PersonFields> = {
    ...(row.given_name && named ? { given_name: row.given_name } : {}),
    ...(row.family_name && (named || !standing.family_name) ? { family_name: row.family_name } : {}),
    ...saidIn(row),
    ...(row.locale && !standing.supporter ? { locale: row.locale } : {}),
    ...(place && !standing.supporter
      ? {
          country: row.country,
          postal_code: row.postal_code,
          place_id: row.place_id,
          town: row.town,
          department_id: row.department_id,
        }
      : {}),
  }
  const custom = standing.supporter ? { ...row.custom, ...standing.custom } : { ...standing.custom, ...row.custom }
  const all: Partial<PersonFields> = { ...offered, custom }
  const changed = entriesIn(all).filter(([name, value]) => {
    const now = standing[name]
    if (standing.supporter && name !== 'custom' && now) return false
    return !isDeepStrictEqual(now, value)
  })
  return Object.fromEntries(changed)
}

/** What was not understood, where she is placed: it says nothing else than what she was placed by, by somebody who knew. */
const saysWhatStands = (standing: Standing, row: Incoming) =>
  !row.place_id &&
  standing.place_id !== null &&
  row.country === standing.country &&
  row.postal_code === standing.postal_code &&
  (row.town === null || row.town === standing.town)

/** The same fields as they stand now: what undoing puts back. */
export function beforeOf(standing: Standing, changes: Partial<PersonFields>): Partial<PersonFields> {
  return Object.fromEntries(namesIn(changes).map((name) => [name, standing[name]]))
}

/** By what somebody in the file may be found for a row. */
export function namesOf({ foreign, emails, phones }: Incoming): string[] {
  const points = emails.length > 0 ? emails : phones
  return [...(foreign ? [`${foreign.system} ${foreign.value}`] : []), ...points.map(({ value }) => value)]
}

/** All by which a row may find whom another made or changed. */
export function tracesOf({ foreign, emails, phones }: Incoming): string[] {
  return [...(foreign ? [`${foreign.system} ${foreign.value}`] : []), ...[...emails, ...phones].map(({ value }) => value)]
}

/** Rows that may be about the same person, apart: each later one must find what the one before it made. Those who only share an address go together. */
export function inRounds(rows: Incoming[]): Incoming[][] {
  const rounds: { rows: Incoming[]; taken: Map<string, Incoming[]> }[] = []
  for (const row of rows) {
    const names = namesOf(row)
    const last = rounds.findLastIndex(({ taken }) => names.some((name) => taken.get(name)?.some((other) => mayBeOne(other, row))))
    const round = (rounds[last + 1] ??= { rows: [], taken: new Map() })
    round.rows.push(row)
    for (const trace of tracesOf(row)) {
      const there = round.taken.get(trace)
      if (there) there.push(row)
      else round.taken.set(trace, [row])
    }
  }
  return rounds.map((round) => round.rows)
}

function mayBeOne(a: Incoming, b: Incoming): boolean {
  const sameId = a.foreign !== null && b.foreign !== null && isDeepStrictEqual(a.foreign, b.foreign)
  return sameId || !['other', 'near'].includes(likeness(a, b))
}
