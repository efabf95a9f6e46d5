import { parsePhoneNumberFromString, type CountryCode } from 'libphonenumber-js'

/** One mailbox, however it is typed. */
export function normaliseEmail(email: string): string {
  return email.trim().toLowerCase()
}

/** E.164, or undefined when it is no number that can be called. */
export function normalisePhone(phone: string, country: string): string | undefined {
  // A country that the library does not know is none to it.
  const parsed = parsePhoneNumberFromString(phone, country as CountryCode)
  return parsed?.isValid() ? parsed.number : undefined
}
