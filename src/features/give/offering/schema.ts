import { Type } from 'typebox'
import { RHYTHMS } from './rhythm.tsx'
import { line, oneOf, ticked, uuid } from '#platform/http/shapes'
import { SPLITS } from '../campaigns/index.ts'

const closed = { additionalProperties: false }
/** A word of the law's files. */
const key = Type.String({ pattern: '^[a-z][a-z0-9_]{0,39}$' })
const name = Type.Optional(Type.String({ format: 'name', maxLength: 60 }))

export const RecipientParams = Type.Object({ recipient: uuid })
/** A group's page leads here with its id. */
export const GiveQuery = Type.Object({ group: Type.Optional(uuid) })
export const CampaignParams = Type.Object({ campaign: line(60) })

/** What is missing is said beside its field, with all the rest. */
export const GiveForm = Type.Object(
  {
    amount: Type.Optional(line(20)),
    other: Type.Optional(line(20)),
    mode: Type.Optional(line(20)),
    rhythm: Type.Optional(oneOf(RHYTHMS)),
    given_name: name,
    family_name: name,
    email: Type.Optional(Type.String({ format: 'email', maxLength: 254 })),
    adult: ticked,
    said: Type.Optional(Type.Record(key, Type.Optional(line(120)))),
    declared: Type.Optional(Type.Record(key, ticked)),
    campaign: Type.Optional(uuid),
    group: Type.Optional(uuid),
    split: Type.Optional(oneOf(SPLITS)),
    act: Type.Optional(oneOf(['review', 'change', 'give'])),
    website: Type.Optional(line(200)),
  },
  closed,
)
