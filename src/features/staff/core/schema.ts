import { Type } from 'typebox'

const uuid = Type.String({ format: 'uuid' })
export const IdParams = Type.Object({ id: uuid })

/** A day, as a date field sends it. */
const day = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$', maxLength: 10 })

const email = Type.String({ format: 'email', maxLength: 254 })

export const SignOutForm = Type.Object({ email })

export const MandateForm = Type.Object({
  email,
  role: Type.String({ pattern: '^[a-z-]{1,40}$' }),
  territory: Type.Optional(Type.String({ format: 'line', maxLength: 100 })),
  ends: Type.Optional(day),
})

export const JournalQuery = Type.Object({
  email: Type.Optional(Type.String({ maxLength: 254 })),
  object: Type.Optional(Type.String({ maxLength: 100 })),
  before: Type.Optional(Type.String({ pattern: '^\\d{1,18}$' })),
})
