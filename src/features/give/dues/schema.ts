import { Type } from 'typebox'
import { line, oneOf, ticked, uuid } from '#platform/http/shapes'
import { VIEWS } from './queries/members.ts'
import { PERIODS } from './rules.ts'

const closed = { additionalProperties: false }
/** A word of the law's files. */
const key = Type.String({ pattern: '^[a-z][a-z0-9_]{0,39}$' })
const name = Type.Optional(Type.String({ format: 'name', maxLength: 60 }))

export const RecipientParams = Type.Object({ recipient: uuid })
export const MemberParams = Type.Object({ recipient: uuid, member: uuid })
export const DueParams = Type.Object({ recipient: uuid, member: uuid, due: uuid })
export const OwnParams = Type.Object({ member: uuid })
export const TokenParams = Type.Object({ token: line(200) })

const paid = { amount: Type.Optional(line(20)), other: Type.Optional(line(20)), mode: Type.Optional(line(20)) }

/** What is missing is said beside its field, with all the rest. */
export const JoinForm = Type.Object(
  {
    ...paid,
    given_name: name,
    family_name: name,
    email: Type.Optional(Type.String({ format: 'email', maxLength: 254 })),
    adult: ticked,
    said: Type.Optional(Type.Record(key, Type.Optional(line(120)))),
    declared: Type.Optional(Type.Record(key, ticked)),
    act: Type.Optional(oneOf(['review', 'change', 'give'])),
    website: Type.Optional(line(200)),
  },
  closed,
)
export const RenewForm = Type.Object(paid, closed)

/** Steps of a scale on its form. */
export const STEPS = 6
const step = Type.Optional(line(20))
const steps = Type.Optional(Type.Object(Object.fromEntries(Array.from({ length: STEPS }, (_, n) => [`n${n + 1}`, step])), closed))

export const ScaleForm = Type.Object(
  {
    open: ticked,
    period: oneOf(PERIODS),
    grace: Type.String({ pattern: '^\\d{1,3}$' }),
    kind: oneOf(['brackets', 'free']),
    floor: step,
    to: steps,
    pays: steps,
  },
  closed,
)

/** What is looked for travels in the body: a name has no place in an address. */
export const LookForm = Type.Object(
  { view: Type.Optional(oneOf(VIEWS)), q: Type.Optional(line(100)), before: Type.Optional(uuid) },
  closed,
)
const reason = Type.String({ format: 'text', minLength: 1, maxLength: 300 })
export const ReasonForm = Type.Object({ reason }, closed)
