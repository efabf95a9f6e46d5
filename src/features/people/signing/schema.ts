import { Type, type Static } from 'typebox'
import { LOCALES } from '#platform/i18n/locales'
import { pointKindsOf, type Purpose } from '../ledger/index.ts'

const optional = (format: string, maxLength: number) => Type.Optional(Type.String({ format, maxLength }))

/** A box for each purpose. None is ticked unless somebody did. */
const consentsOf = (asked: Purpose[]) =>
  Type.Unsafe<Record<string, boolean>>(
    Type.Object(
      Object.fromEntries(asked.map((one) => [one.key, Type.Boolean({ default: false, description: descriptionOf(one) })])),
      { default: {} },
    ),
  )

const descriptionOf = (purpose: Purpose) =>
  `${purpose.name.en}${pointKindsOf(purpose).includes('phone') ? '; needs a phone number' : ''}`

const fieldsOf = (asked: Purpose[]) => ({
  email: Type.String({ format: 'email', maxLength: 254 }),
  given_name: Type.String({ format: 'name', maxLength: 60 }),
  family_name: optional('name', 80),
  country: Type.Optional(Type.String({ format: 'country', description: 'ISO 3166-1 alpha-2; without it, that of the movement' })),
  postal_code: optional('postal-code', 20),
  place_code: Type.Optional(
    Type.String({ pattern: '^([A-Z]{2}-)?[0-9A-Z]{1,12}$', maxLength: 16, description: 'A code of GET /api/v1/places' }),
  ),
  town: optional('line', 100),
  phone: optional('phone', 32),
  locale: Type.Optional(Type.Union(LOCALES.map((locale) => Type.Literal(locale)))),
  consents: consentsOf(asked),
})

/** A signature, as the API takes it, with the purposes that it may agree to. */
export const signatureOf = (asked: Purpose[]) => Type.Object(fieldsOf(asked))

/** The same as the form sends it, with what tells a person from a program. */
export const signatureFormOf = (asked: Purpose[]) =>
  Type.Object({
    ...fieldsOf(asked),
    website: Type.Optional(Type.String({ maxLength: 500 })),
    opened: Type.Optional(Type.String({ maxLength: 200 })),
  })

export type Signature = Static<ReturnType<typeof signatureOf>>

/** With the country that she said, or that the movement is at home in. */
export type SignatureInput = Signature & { country: string }

export const TokenParams = Type.Object({ token: Type.String({ maxLength: 200 }) })

export const AcceptedAnswer = Type.Object({ status: Type.Literal('confirmation_sent') })
