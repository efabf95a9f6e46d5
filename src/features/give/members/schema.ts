import { Type } from 'typebox'
import { line, oneOf, ticked, uuid } from '#platform/http/shapes'
import { PERIODS, VIEWS } from '../dues/index.ts'

const closed = { additionalProperties: false }

export const RecipientParams = Type.Object({ recipient: uuid })
export const MemberParams = Type.Object({ recipient: uuid, member: uuid })
export const DueParams = Type.Object({ recipient: uuid, member: uuid, due: uuid })

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
