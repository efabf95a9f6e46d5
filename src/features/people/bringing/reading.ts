import type { FieldErrors } from '#platform/http/forms'
import type { Locale } from '#platform/i18n/locales'
import { spellEmail } from '#platform/text/email'
import { normalisePhone } from '#platform/text/phone'
import { plain } from '#platform/text/plain'
import { normaliseName } from '#platform/text/names'
import type { Gazetteer } from '#territories'
import { type FieldInput, readFields, wrongDays } from '../fields/index.ts'
import type { Details } from '../core/index.ts'
import type { Incoming } from './rules.ts'
/** Details as a form sends them. */
export type DetailsInput = FieldInput & {
  given_name: string
  family_name?: string
  locale: Locale
  postal_code?: string
  town?: string
  country: string
}

/**
 * Reads details that somebody typed for another; a town need not be known, but is recognised when it is. Who has not moved (`before`) stays where she
 * is: towns share names, and hers was chosen once.
 */
export function readDetails(
  input: DetailsInput,
  gazetteer: Gazetteer,
  before?: Lived,
): { details: Details } | { errors: FieldErrors } {
  const fields = readFields(input)
  const [wrong] = wrongDays(fields)
  if (wrong) return { errors: { [wrong]: 'directory.field.wrong-date' } }
  const { country, postal_code = null, town } = input
  return {
    details: {
      given_name: normaliseName(input.given_name),
      family_name: input.family_name ? normaliseName(input.family_name) : null,
      locale: input.locale,
      ...fields,
      ...(before && stays(input, before) ? whereOf(before) : placeOf({ country, postal_code, town }, gazetteer)),
    },
  }
}

/** Where she lived, with the name of the place as she reads it. */
type Lived = Where & { place: string | null }

const whereOf = ({ country, postal_code, place_id, town, department_id }: Lived): Where => ({
  country,
  postal_code,
  place_id,
  town,
  department_id,
})

const stays = ({ country, postal_code, town }: DetailsInput, before: Lived) =>
  country === before.country &&
  (postal_code ?? null) === before.postal_code &&
  (town?.trim() ?? '') === (before.place ?? before.town ?? '')

/**
 * Reads somebody whom others met, as a form brings her: nothing about what she agrees to yet. A number that cannot be called is an error
 * next to its field.
 */
export function readPerson(
  input: DetailsInput & { email?: string; phone?: string },
  gazetteer: Gazetteer,
): { row: Incoming } | { errors: FieldErrors } {
  const typed = readDetails(input, gazetteer)
  if ('errors' in typed) return typed
  const { details } = typed
  const phone = input.phone ? readPoint(input.phone, details.country) : undefined
  if (input.phone && phone?.kind !== 'phone') return { errors: { phone: 'form.format.phone' } }
  const email = input.email ? readPoint(input.email, details.country) : undefined
  const points = (point: typeof email) => (point ? [{ value: point.value, quality: 'unknown' as const }] : [])
  const untold = { foreign: null, tags: [], custom: {}, note: null, wishes: {}, consented_at: null, consent_wording: null }
  return { row: { line: 1, ...untold, ...details, emails: points(email), phones: points(phone) } }
}

type Where = Pick<Details, 'country' | 'postal_code' | 'place_id' | 'town' | 'department_id'>

/**
 * Where somebody lives, from a country, a postal code and a name, of which the last two may be missing; the name as written when no place is sure. A
 * country may become another: Réunion is in France, and `D-50667` in Germany.
 */
export function placeOf(typed: Parameters<Gazetteer['understand']>[0], gazetteer: Pick<Gazetteer, 'understand'>): Where {
  const { country, postal_code, place, department_id } = gazetteer.understand(typed)
  return {
    country,
    postal_code,
    place_id: place?.id ?? null,
    town: place || !typed.town ? null : normaliseName(typed.town),
    department_id,
  }
}

/** An address or a number, as it is kept; undefined when it is neither. */
export function readPoint(typed: string, country: string): { kind: 'email' | 'phone'; value: string } | undefined {
  const email = spellEmail(typed)
  if (email) return { kind: 'email', value: email }
  // Meant as an address, and none: the library would find a number in it.
  if (plain(typed).includes('@')) return undefined
  const value = normalisePhone(typed, country)
  return value ? { kind: 'phone', value } : undefined
}
