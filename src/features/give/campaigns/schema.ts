import { Type } from 'typebox'
import { line, oneOf, text, ticked, uuid } from '#platform/http/shapes'

const closed = { additionalProperties: false }
const day = Type.Optional(line(10))

export const BookParams = Type.Object({ recipient: uuid })
export const CampaignParams = Type.Object({ recipient: uuid, campaign: uuid })
export const ShareParams = Type.Object({ recipient: uuid, group: uuid })
export const GroupParams = Type.Object({ group: uuid })

const words = (most: number) =>
  Type.Optional(
    Type.Object({ fr: Type.Optional(text(most)), en: Type.Optional(text(most)), es: Type.Optional(text(most)) }, closed),
  )

/** What is missing is said beside its field, with all the rest. */
export const CampaignForm = Type.Object(
  { goal: Type.Optional(line(20)), opens_on: day, closes_on: day, title: words(120), story: words(5000) },
  closed,
)
export const ShareForm = Type.Object({ answer: oneOf(['agree', 'end']) }, closed)
export const WishForm = Type.Object({ recipient: uuid, wish: oneOf(['ask', 'figures', 'end']), shown: ticked }, closed)
export const GroupsQuery = Type.Object({ q: Type.Optional(line(60)) })
