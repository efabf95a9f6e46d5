import { Type, type Static } from 'typebox'
import { LOCALES } from '#platform/i18n/locales'

const optional = (format: string, maxLength: number) => Type.Optional(Type.String({ format, maxLength }))

const Consents = Type.Object(
  {
    news: Type.Boolean({ default: false, description: 'News by e-mail' }),
    calls: Type.Boolean({ default: false, description: 'SMS and telephone calls; needs a phone number' }),
  },
  { default: {} },
)

const signatureFields = {
  email: Type.String({ format: 'email', maxLength: 254 }),
  given_name: Type.String({ format: 'name', maxLength: 60 }),
  family_name: optional('name', 80),
  country: Type.Optional(Type.String({ format: 'country', description: 'ISO 3166-1 alpha-2; without it, that of the movement' })),
  postal_code: optional('postal-code', 12),
  place_code: Type.Optional(
    Type.String({ pattern: '^([A-Z]{2}-)?[0-9A-Z]{1,12}$', maxLength: 16, description: 'A code of GET /api/v1/places' }),
  ),
  town: optional('line', 100),
  phone: optional('phone', 32),
  locale: Type.Optional(Type.Union(LOCALES.map((locale) => Type.Literal(locale)))),
  consents: Consents,
}

/** A signature, as the API takes it. */
export const Signature = Type.Object(signatureFields)

/** The same as the form sends it, with what tells a person from a program. */
export const SignatureForm = Type.Object({
  ...signatureFields,
  website: Type.Optional(Type.String({ maxLength: 500 })),
  opened: Type.Optional(Type.String({ maxLength: 200 })),
})

/** With the country that she said, or that the movement is at home in. */
export type SignatureInput = Static<typeof Signature> & { country: string }

export const TokenParams = Type.Object({ token: Type.String({ maxLength: 200 }) })

export const AcceptedAnswer = Type.Object({ status: Type.Literal('confirmation_sent') })
