import { Type } from 'typebox'
import { LOCALES } from '#platform/i18n/locales'
import { formShapes } from '../fields/index.ts'

const optional = (format: string, maxLength: number) => Type.Optional(Type.String({ format, maxLength }))
const oneOf = <T extends string>(...choices: T[]) => Type.Union(choices.map((choice) => Type.Literal(choice)))

/** The key of a purpose; which there are, rooms declare. */
const Purpose = Type.String({ pattern: '^[a-z][a-z-]{1,39}$' })

export const OwnDetails = Type.Object({
  given_name: Type.String({ format: 'name', maxLength: 60 }),
  family_name: optional('name', 80),
  locale: oneOf(...LOCALES),
  ...formShapes('own'),
  postal_code: optional('postal-code', 12),
  town: optional('line', 100),
  country: Type.String({ format: 'country' }),
})

export const OwnPhone = Type.Object({ phone: Type.String({ format: 'line', maxLength: 40 }) })
export const PointParams = Type.Object({ point: Type.String({ format: 'uuid' }) })
export const ConsentForm = Type.Object({ purpose: Purpose, wanted: oneOf('yes', 'no') })
export const PauseForm = Type.Object({ days: oneOf('0', '30', '90', '365') })
export const RestrictionForm = Type.Object({ restricted: oneOf('true', 'false') })
const day = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' })
export const RequestForm = Type.Object({
  kind: oneOf('access', 'correction', 'erasure', 'objection', 'restriction', 'portability'),
  received_on: day,
  about: Type.String({ format: 'line', maxLength: 200 }),
})
export const IdParams = Type.Object({ id: Type.String({ format: 'uuid' }) })
export const RuleParams = Type.Object({ rule: oneOf('never-signed', 'unreachable') })
export const RuleForm = Type.Object({
  months: Type.Integer({ minimum: 1, maximum: 120 }),
  active: Type.Optional(Type.Literal('true')),
})

/** Who of those that share a mailbox it is. */
export const WhichForm = Type.Object({
  person: Type.Union([Type.String({ format: 'uuid' }), Type.Literal('none')]),
  next: Type.Optional(Type.String({ maxLength: 2000 })),
})
export const WhichQuery = Type.Object({ next: Type.Optional(Type.String({ maxLength: 2000 })) })

export const TokenParams = Type.Object({ token: Type.String({ maxLength: 200 }) })

/** `of`: the purpose of the mail whose link it is. */
export const LeaveQuery = Type.Object({ of: Type.Optional(Purpose) })

export const WithdrawalForm = Type.Object({
  purpose: Type.Optional(Purpose),
  /** RFC 8058 §3.2: what a mail program posts. */
  'List-Unsubscribe': Type.Optional(Type.Literal('One-Click')),
})
