import { Type } from 'typebox'
import { line, oneOf, ticked, uuid } from '#platform/http/shapes'
import { LOCALES } from '#platform/i18n/locales'

export const VisitParams = Type.Object({ group: uuid, person: uuid })

export const PaperMemberForm = Type.Object(
  {
    given_name: Type.String({ format: 'name', minLength: 1, maxLength: 80 }),
    family_name: Type.Optional(Type.String({ format: 'name', maxLength: 80 })),
    phone: Type.Optional(line(40)),
    street: Type.Optional(line(160)),
    postal_code: Type.Optional(line(10)),
    town: Type.Optional(line(120)),
    /** The language of the sheet. */
    locale: oneOf(LOCALES),
    signed_on: Type.String({ format: 'line', maxLength: 10, pattern: '^\\d{4}-\\d{2}-\\d{2}$' }),
    kept_by: Type.String({ format: 'line', minLength: 1, maxLength: 120 }),
    /** She ticked on the sheet that organisers may reach her: without it there is nothing that they may hold. */
    agreed: Type.Literal('true'),
    shows_name: ticked,
    shows_contact: ticked,
  },
  { additionalProperties: false },
)

export const VisitForm = Type.Object(
  {
    how: oneOf(['call', 'visit']),
    words: Type.Optional(Type.String({ format: 'text', maxLength: 300 })),
  },
  { additionalProperties: false },
)
