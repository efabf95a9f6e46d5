import { Type } from 'typebox'
import { LOCALES } from '#platform/i18n/locales'

const optional = (format: string, maxLength: number) => Type.Optional(Type.String({ format, maxLength }))
// Up to LINES.
const line = Type.String({ pattern: '^([1-9]|1[0-2])$' })
const number = Type.String({ pattern: '^[1-9]\\d{0,8}$' })

export const SheetParams = Type.Object({ number })
export const LineParams = Type.Object({ number, line: Type.String({ pattern: '^[1-9]\\d?$' }) })
export const SheetsQuery = Type.Object({ printed: Type.Optional(Type.String({ pattern: '^\\d{1,9}-\\d{1,9}$' })) })
export const PrintQuery = Type.Object({ from: number, to: number })

export const PrintForm = Type.Object({
  locale: Type.Union(LOCALES.map((locale) => Type.Literal(locale))),
  place: optional('line', 100),
  // Up to MOST_COPIES.
  copies: Type.String({ pattern: '^([1-9]|[1-4]\\d|50)$' }),
})

export const ReturnForm = Type.Object({
  collector: Type.String({ format: 'line', minLength: 2, maxLength: 100 }),
  collected_on: Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' }),
})

const box = Type.Optional(Type.Literal('true'))

/** Nothing else: what the form does not ask for is kept of nobody. */
export const LineForm = Type.Object(
  {
    line,
    given_name: Type.String({ format: 'name', maxLength: 60 }),
    family_name: optional('name', 80),
    postal_code: optional('postal-code', 12),
    town: optional('line', 100),
    email: optional('email', 254),
    phone: optional('phone', 32),
    /** Boxes of the sheet that she ticked, by purpose. */
    consents: Type.Optional(Type.Record(Type.String({ pattern: '^[a-z][a-z-]{1,39}$' }), box)),
  },
  { additionalProperties: false },
)
export const IllegibleForm = Type.Object({ line })

/** What stands in the fields while one types: nothing need be whole. */
export const MatchQuery = Type.Object({
  given_name: optional('line', 60),
  family_name: optional('line', 80),
  email: optional('line', 254),
  phone: optional('line', 32),
  postal_code: optional('line', 12),
})
