import { Type } from 'typebox'
import { oneOf } from '#platform/http/shapes'
import { LOCALES } from '#platform/i18n/locales'
import { formShapes } from '../fields/index.ts'

const optional = (format: string, maxLength: number) => Type.Optional(Type.String({ format, maxLength }))

/** What staff types and posts. */
export const PeopleQuery = Type.Object({
  q: Type.Optional(Type.String({ maxLength: 200 })),
  after: Type.Optional(Type.String({ maxLength: 1000 })),
})

const uuid = Type.String({ format: 'uuid' })
export const PersonParams = Type.Object({ person: uuid })
export const PersonPartParams = Type.Object({ person: uuid, part: uuid })
const country = Type.String({ format: 'country' })

const written = {
  given_name: Type.String({ format: 'name', maxLength: 60 }),
  family_name: optional('name', 80),
  locale: Type.Union(LOCALES.map((locale) => Type.Literal(locale))),
  postal_code: optional('postal-code', 12),
  town: optional('line', 100),
  country,
}
export const DetailsForm = Type.Object({ ...written, ...formShapes('staff') })
export const PointForm = Type.Object({ value: Type.String({ format: 'line', maxLength: 254 }) })
export const QualityForm = Type.Object({
  quality: Type.Union([Type.Literal('unknown'), Type.Literal('good'), Type.Literal('bad'), Type.Literal('bouncing')]),
})
export const TagForm = Type.Object({ tag: Type.String({ format: 'line', maxLength: 60 }) })
export const NoteForm = Type.Object({ note: Type.String({ format: 'text', minLength: 1, maxLength: 4000 }) })
export const CustomForm = Type.Record(
  Type.String({ pattern: '^[a-z][a-z0-9_]{0,39}$' }),
  Type.String({ format: 'text', maxLength: 2000 }),
)
export const RestrictionForm = Type.Object({ restricted: Type.Union([Type.Literal('true'), Type.Literal('false')]) })
export const StaffWithdrawalForm = Type.Object({ purpose: Type.String({ pattern: '^[a-z][a-z-]{1,39}$' }) })

export const FieldForm = Type.Object({
  label: Type.String({ format: 'line', maxLength: 60 }),
  kind: oneOf(['text', 'number', 'date', 'boolean', 'choice']),
  options: optional('line', 500),
})
export const FieldParams = Type.Object({ key: Type.String({ pattern: '^[a-z][a-z0-9_]{0,39}$' }) })

export const NewPersonForm = Type.Object({
  ...written,
  ...formShapes('new'),
  email: optional('email', 254),
  phone: optional('phone', 32),
  proof: Type.String({ format: 'line', minLength: 5, maxLength: 200 }),
})
