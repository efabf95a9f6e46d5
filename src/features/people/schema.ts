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
  country: Type.String({ pattern: '^[A-Z]{2}$', default: 'FR', description: 'ISO 3166-1 alpha-2' }),
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

export type SignatureInput = Static<typeof Signature>

export const TokenParams = Type.Object({ token: Type.String({ maxLength: 200 }) })

export const WithdrawalForm = Type.Object({
  purpose: Type.Optional(Type.Union([Type.Literal('news'), Type.Literal('calls'), Type.Literal('all')])),
  /** RFC 8058 §3.2: what a mail program posts. */
  'List-Unsubscribe': Type.Optional(Type.Literal('One-Click')),
})

export const AcceptedAnswer = Type.Object({ status: Type.Literal('confirmation_sent') })

/** What staff types and posts. */
export const PeopleQuery = Type.Object({
  q: Type.Optional(Type.String({ maxLength: 200 })),
  after: Type.Optional(Type.String({ maxLength: 1000 })),
})

const uuid = Type.String({ format: 'uuid' })
export const PersonParams = Type.Object({ person: uuid })
export const PersonPartParams = Type.Object({ person: uuid, part: uuid })
const country = Type.String({ pattern: '^[A-Z]{2}$' })

export const DetailsForm = Type.Object({
  given_name: Type.String({ format: 'name', maxLength: 60 }),
  family_name: optional('name', 80),
  born_on: Type.Optional(Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' })),
  locale: Type.Union(LOCALES.map((locale) => Type.Literal(locale))),
  street: optional('line', 200),
  postal_code: optional('postal-code', 12),
  town: optional('line', 100),
  country,
})
export type DetailsInput = Static<typeof DetailsForm>

export const PointForm = Type.Object({ value: Type.String({ format: 'line', maxLength: 254 }) })
export const QualityForm = Type.Object({
  quality: Type.Union([Type.Literal('unknown'), Type.Literal('good'), Type.Literal('bad'), Type.Literal('bouncing')]),
})
export const TagForm = Type.Object({ tag: Type.String({ format: 'line', maxLength: 60 }) })
export const NoteForm = Type.Object({ note: Type.String({ minLength: 1, maxLength: 4000 }) })
export const CustomForm = Type.Record(Type.String({ pattern: '^[a-z][a-z0-9_]{0,39}$' }), Type.String({ maxLength: 2000 }))
export const RestrictionForm = Type.Object({ restricted: Type.Union([Type.Literal('true'), Type.Literal('false')]) })
export const StaffWithdrawalForm = Type.Object({ purpose: Type.Union([Type.Literal('news'), Type.Literal('calls')]) })
export const NewPersonForm = Type.Object({
  ...DetailsForm.properties,
  email: optional('email', 254),
  phone: optional('phone', 32),
  origin_label: Type.String({ format: 'line', maxLength: 200 }),
})
