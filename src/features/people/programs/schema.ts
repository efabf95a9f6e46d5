import { Type } from 'typebox'
import { LOCALES } from '#platform/i18n/locales'
import { answeredShapes, changedShapes, enteredShapes } from '../fields/index.ts'
import type { Purpose } from '../ledger/index.ts'

const uuid = Type.String({ format: 'uuid' })
const nullable = <T extends ReturnType<typeof Type.String>>(type: T) => Type.Union([type, Type.Null()])
const text = (format: string, maxLength: number) => Type.String({ format, maxLength })
const locale = Type.Union(LOCALES.map((one) => Type.Literal(one)))
const country = Type.String({ format: 'country', description: 'ISO 3166-1' })
const Custom = Type.Record(
  Type.String({ pattern: '^[a-z][a-z0-9_]{0,39}$' }),
  Type.Union([text('text', 2000), Type.Number(), Type.Boolean()]),
  { additionalProperties: false, minProperties: 1 },
)
const Foreign = Type.Object({ system: text('line', 60), value: text('line', 200) }, { additionalProperties: false })

export const PersonParams = Type.Object({ person: uuid })
export const TagParams = Type.Object({ person: uuid, tag: uuid })
export const AudienceParams = Type.Object({ audience: uuid })

/** Nothing else: a filter that is not known would be taken for everybody. */
export const ListQuery = Type.Object(
  {
    after: Type.Optional(Type.String({ format: 'uuid', description: '`next` of the page before' })),
    limit: Type.Optional(Type.String({ pattern: '^([1-9]|[1-9]\\d|1\\d\\d|200)$', description: '1 to 200; 100 unless told' })),
  },
  { additionalProperties: false },
)

/** A person, field by field: nothing else leaves. */
export const Person = Type.Object({
  id: uuid,
  given_name: Type.String(),
  family_name: nullable(Type.String()),
  locale: Type.String(),
  country: Type.String(),
  postal_code: nullable(Type.String()),
  town: nullable(Type.String()),
  place: nullable(Type.String({ description: 'A code of GET /api/v1/places' })),
  department: nullable(Type.String()),
  ...answeredShapes(),
  supporter_since: nullable(Type.String({ description: 'Day on which she confirmed; null: she never signed' })),
  agreed: Type.Array(Type.String(), { description: 'What she agrees to today, as purpose:channel' }),
  contact_points: Type.Array(
    Type.Object({
      kind: Type.String(),
      value: Type.String(),
      quality: Type.String(),
      verified: Type.Boolean({ description: 'false: written down by somebody, proved by nobody' }),
    }),
  ),
  tags: Type.Array(Type.Object({ id: uuid, name: Type.String() })),
  custom: Type.Record(Type.String(), Type.Unknown()),
  foreign_ids: Type.Array(Type.Object({ system: Type.String(), value: Type.String() })),
  origin: Type.String(),
  updated_at: Type.String(),
})
export const PeoplePage = Type.Object({
  people: Type.Array(Person),
  next: nullable(Type.String({ description: 'Send it as `after`; null: this was the last page' })),
})

/** A field for each purpose, by its key: whether she agreed, as `proof` says. */
const agreementsIn = (asked: Purpose[]) =>
  Object.fromEntries(
    asked.map(({ key, name }) => [
      key,
      Type.Optional(Type.Boolean({ description: `${name.en}: she agreed, as \`proof\` says` })),
    ]),
  )

export const newPersonOf = (asked: Purpose[]) =>
  Type.Object(
    {
      given_name: text('name', 60),
      family_name: Type.Optional(text('name', 80)),
      locale: Type.Optional(locale),
      ...enteredShapes(),
      postal_code: Type.Optional(text('postal-code', 12)),
      town: Type.Optional(text('line', 100)),
      country: Type.Optional(country),
      email: Type.Optional(text('email', 254)),
      phone: Type.Optional(text('phone', 32)),
      tags: Type.Optional(Type.Array(text('line', 60), { maxItems: 20 })),
      custom: Type.Optional(Custom),
      foreign_id: Type.Optional(Foreign),
      ...agreementsIn(asked),
      proof: Type.String({ format: 'line', minLength: 5, maxLength: 200, description: 'Where and when she agreed to be here' }),
    },
    { additionalProperties: false },
  )
/** `id` only for those whom the key may see. */
export const Entered = Type.Object({
  status: Type.Union([Type.Literal('created'), Type.Literal('updated'), Type.Literal('unchanged'), Type.Literal('accepted')]),
  id: Type.Optional(uuid),
})

export const PersonChange = Type.Object(
  {
    given_name: Type.Optional(text('name', 60)),
    family_name: Type.Optional(nullable(text('name', 80))),
    locale: Type.Optional(locale),
    ...changedShapes(),
    postal_code: Type.Optional(nullable(text('postal-code', 12))),
    town: Type.Optional(nullable(text('line', 100))),
    country: Type.Optional(country),
    custom: Type.Optional(
      Type.Record(
        Type.String({ pattern: '^[a-z][a-z0-9_]{0,39}$' }),
        Type.Union([text('text', 2000), Type.Number(), Type.Boolean(), Type.Null()]),
        { additionalProperties: false, minProperties: 1 },
      ),
    ),
  },
  { additionalProperties: false, minProperties: 1 },
)

export const Lookup = Type.Object(
  {
    email: Type.Optional(text('email', 254)),
    phone: Type.Optional(text('phone', 32)),
    foreign_id: Type.Optional(Foreign),
  },
  { additionalProperties: false, minProperties: 1, maxProperties: 1 },
)
export const Looked = Type.Object({ people: Type.Array(Person) })

export const consentOf = (asked: Purpose[]) =>
  Type.Object(
    {
      purpose: Type.Union(asked.map(({ key }) => Type.Literal(key))),
      action: Type.Union([Type.Literal('given'), Type.Literal('withdrawn')]),
      proof: Type.String({ format: 'line', minLength: 5, maxLength: 200, description: 'Where and when she said so' }),
    },
    { additionalProperties: false },
  )
export const ConsentAnswer = Type.Object({ counted: Type.Boolean({ description: 'false: she said no before, and that stands' }) })
export const Ledger = Type.Object({
  consents: Type.Array(
    Type.Object({
      purpose: Type.String(),
      channel: Type.String(),
      action: Type.String(),
      method: Type.String(),
      wording: Type.String(),
      collected_at: Type.String(),
    }),
  ),
})

export const NewTag = Type.Object({ tag: text('line', 60) }, { additionalProperties: false })
export const Tags = Type.Object({ tags: Type.Array(Type.Object({ id: uuid, name: Type.String() })) })
export const Audiences = Type.Object({
  audiences: Type.Array(Type.Object({ id: uuid, name: Type.String() })),
})
export const Audience = Type.Object({ id: uuid, name: Type.String(), people: Type.Integer() })
