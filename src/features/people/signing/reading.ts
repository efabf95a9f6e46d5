import { Invalid } from '#platform/errors'
import type { Locale } from '#platform/i18n/locales'
import { normaliseEmail } from '#platform/text/email'
import { normalisePhone } from '#platform/text/phone'
import { normaliseName } from '#platform/text/names'
import { type NewSignature, SUPPORT } from '../core/index.ts'
import { currentVersion, pointKindsOf, type Purpose } from '../ledger/index.ts'
import type { Gazetteer, Town } from '#territories'
import type { SignatureInput } from './schema.ts'

/** How a signature came: not written by the person, so kept apart from what she wrote. */
export type Origin = Pick<NewSignature, 'method' | 'source' | 'ip_truncated' | 'browser' | 'signed_at'> & {
  locale: Locale
  /** Purposes that it could agree to. */
  asked: Purpose[]
}

/** Makes a signature of what came in. Throws Invalid with a message for each field at fault. */
export function readSignature(input: SignatureInput, gazetteer: Gazetteer, { asked, ...origin }: Origin): NewSignature {
  const errors: Record<string, string> = {}
  const where = readPlace(input, gazetteer, errors)
  const agreed = asked.filter(({ key }) => input.consents[key])
  const called = agreed.some((purpose) => pointKindsOf(purpose).includes('phone'))
  const phone = readPhone(input, called, errors)
  if (Object.keys(errors).length > 0) throw new Invalid(errors)
  return {
    ...origin,
    locale: input.locale ?? origin.locale,
    email: normaliseEmail(input.email),
    given_name: normaliseName(input.given_name),
    family_name: input.family_name ? normaliseName(input.family_name) : null,
    ...where,
    // Kept only to be called: a number that nobody may call is nobody's business.
    phone: called ? phone : null,
    // The signature itself is the consent to be in the file.
    agreed: Object.fromEntries([SUPPORT, ...agreed].map((purpose) => [purpose.key, currentVersion(purpose)])),
  }
}

/** What stands in the form: somebody's country always. */
type Values = Record<string, string> & { country: string }

/** What is wrong with the place alone, for a form whose other fields are at fault too: all is said at once. */
export function placeErrors(values: Values, gazetteer: Gazetteer): Record<string, string> {
  const errors: Record<string, string> = {}
  readPlace(values, gazetteer, errors)
  return errors
}

type Where = Pick<NewSignature, 'country' | 'postal_code' | 'place_id' | 'town'>

/** What was typed of a place. */
type Typed = Pick<SignatureInput, 'country' | 'postal_code' | 'place_code' | 'town'>

/** Where postal codes are known the town comes from the code; elsewhere from its name, kept as written when unknown. */
function readPlace(input: Typed, gazetteer: Gazetteer, errors: Record<string, string>): Where {
  const { country, postal_code, place } = gazetteer.understand({ ...input, byHand: true })
  const where = { country, postal_code, place_id: null, town: null }
  const chosen = chosenPlace(input, country, gazetteer)
  if (!gazetteer.knowsPostalCodes(country)) return { ...where, ...readTown(input, chosen ?? place, errors) }
  if (!postal_code) return fail(errors, { postal_code: 'form.required' }, where)
  const towns = gazetteer.withPostalCode(country, postal_code)
  if (towns.length === 0 && !place) return fail(errors, { postal_code: 'signing.postal-code.unknown' }, where)
  const town = towns.length === 1 ? towns[0] : (towns.find(({ id }) => id === chosen?.id) ?? place)
  if (!town) return fail(errors, { place_code: 'signing.town.choose' }, where)
  return { ...where, place_id: town.id }
}

function readTown({ town }: Typed, place: Town | undefined, errors: Record<string, string>) {
  if (place) return { place_id: place.id, town: null }
  if (!town) return fail(errors, { town: 'signing.town.needed' }, { place_id: null, town: null })
  return { place_id: null, town: normaliseName(town) }
}

/** `FR-69171`, or the code that the country itself uses: `69171`. One elsewhere was chosen before another country was. */
function chosenPlace({ place_code }: Typed, country: string, gazetteer: Gazetteer): Town | undefined {
  const chosen = place_code && gazetteer.identified(place_code.includes('-') ? place_code : `${country}-${place_code}`)
  return chosen && chosen.country === country ? chosen : undefined
}

function readPhone({ phone, country }: SignatureInput, called: boolean, errors: Record<string, string>): string | null {
  if (!phone) return called ? fail(errors, { phone: 'signing.phone.needed' }, null) : null
  return normalisePhone(phone, country) ?? fail(errors, { phone: 'form.format.phone' }, null)
}

function fail<T>(errors: Record<string, string>, wrong: Record<string, string>, instead: T): T {
  Object.assign(errors, wrong)
  return instead
}

/** The towns to choose from in the form: those of the postal code typed, when there are several. */
export function townsToChoose(values: Record<string, string>, gazetteer: Gazetteer): Town[] {
  const { country, postal_code } = gazetteer.understand({
    country: values.country ?? '',
    postal_code: values.postal_code ?? '',
    byHand: true,
  })
  const towns = postal_code ? gazetteer.withPostalCode(country, postal_code) : []
  return towns.length > 1 ? towns : []
}
