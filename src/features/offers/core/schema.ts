import { recordOf } from '#platform/named'
import { type Static, Type } from 'typebox'
import { LANGUAGES } from '#platform/i18n/languages'
import { oneOf, ticks } from '#platform/http/shapes'
import { SKILLS } from '#recipes'
import { EQUIPMENT, HOURS } from './rules.ts'

const closed = { additionalProperties: false }
const uuid = Type.String({ format: 'uuid' })
const line = (maxLength: number) => Type.String({ format: 'line', maxLength })
const text = (maxLength: number) => Type.String({ format: 'text', maxLength, pattern: '\\S' })
const day = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' })
const hour = Type.String({ pattern: '^[0-2]\\d:[0-5]\\d$' })
const level = Type.Optional(oneOf(['amateur', 'professional']))

export const KILOMETRES = [2, 5, 10, 20, 50, 100] as const
export const MOSTS = [0, 1, 2, 4, 8] as const

export const OfferForm = Type.Object(
  {
    where: line(120),
    km: oneOf(KILOMETRES.map(String)),
    skills: Type.Optional(
      Type.Object(
        recordOf(SKILLS, () => level),
        closed,
      ),
    ),
    equipment: ticks(EQUIPMENT),
    languages: ticks(LANGUAGES),
    hours: ticks(HOURS),
    words: Type.Optional(text(1000)),
    most: oneOf(MOSTS.map(String)),
    shown: ticks(['organisers', 'staff']),
  },
  closed,
)
export type OfferForm = Static<typeof OfferForm>

export const LookQuery = Type.Object({
  where: Type.Optional(Type.String({ maxLength: 120 })),
  km: Type.Optional(oneOf(['', ...KILOMETRES.map(String)])),
  skill: Type.Optional(oneOf(['', ...SKILLS])),
  equipment: Type.Optional(oneOf(['', ...EQUIPMENT])),
  hour: Type.Optional(oneOf(['', ...HOURS])),
})

export const OfferParams = Type.Object({ offer: uuid })
export const RequestParams = Type.Object({ request: uuid })
export const TokenParams = Type.Object({ token: Type.String({ maxLength: 120 }) })
export const RequestForm = Type.Object({ what: text(500), place: line(200), day, hour }, closed)
export const AnswerForm = Type.Object(
  {
    answer: oneOf(['accepted', 'declined', 'proposed']),
    day: Type.Optional(day),
    hour: Type.Optional(hour),
    reply: Type.Optional(text(500)),
  },
  closed,
)
export const ThanksForm = Type.Object({ thanks: text(500) }, closed)
