import { normaliseEmail } from '#platform/text/email'
import type { OptionalDomain } from '#platform/app'
import type { Movement } from '#platform/config/config'
import { Invalid } from '#platform/errors'
import type { FieldErrors } from '#platform/http/forms'
import { isZone, zonesOf } from '#platform/i18n/countries'
import { isReadable } from './rules.ts'
import type { MovementFields } from './schema.ts'

/** Makes a movement of what a form says. Throws Invalid with a message for each field at fault. */
export function readMovement(fields: MovementFields, home: string, domains: OptionalDomain[]): Movement & { contact: string } {
  const { name, locale, contact, sentence, accent, controller, country = home } = fields
  const timeZone = zoneOf(country, fields.time_zone)
  const off = domains.flatMap((domain) => (fields.off?.[domain.name] ? domain.name : []))
  const errors: FieldErrors = {
    ...(accent && !isReadable(accent.toLowerCase()) ? { accent: 'movement.accent-pale' } : {}),
    ...(timeZone === undefined ? { time_zone: 'movement.time-zone-many' } : {}),
    ...missing(domains, off),
  }
  if (timeZone === undefined || Object.keys(errors).length > 0) throw new Invalid(errors)
  return { name, locale, contact: normaliseEmail(contact), sentence, accent, controller, country, timeZone, off }
}

/** The zone that was named, or the only one of the country. */
function zoneOf(country: string, named: string | undefined): string | undefined {
  if (named) return isZone(named) ? named : undefined
  const [only, ...others] = zonesOf(country)
  return others.length === 0 ? only : undefined
}

/** What stays on needs what it needs. */
function missing(domains: OptionalDomain[], off: string[]): FieldErrors {
  const wanting = domains.filter(({ name, requires }) => !off.includes(name) && requires.some((one) => off.includes(one)))
  return Object.fromEntries(wanting.map(({ name }) => [`off[${name}]`, 'movement.off-missing']))
}
