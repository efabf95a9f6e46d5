import { Type } from 'typebox'
import { oneOf, text, uuid } from '#platform/http/shapes'
import { ATTENTIONS } from './queries.ts'

export const NoticeParams = Type.Object({ group: uuid, notice: uuid })

export const DeskQuery = Type.Object({ view: Type.Optional(oneOf(ATTENTIONS)), before: Type.Optional(uuid) })

export const ListingForm = Type.Object({ reason: text(1000), listed: oneOf(['yes', 'no']) }, { additionalProperties: false })
export const ReplyForm = Type.Object({ reply: text(1000) }, { additionalProperties: false })
export const ReportForm = Type.Object(
  { words: text(1000), website: Type.Optional(Type.String({ maxLength: 200 })) },
  { additionalProperties: false },
)
