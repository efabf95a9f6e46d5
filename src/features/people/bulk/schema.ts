import { Type } from 'typebox'
import { REASONS } from '../duplicates/index.ts'

const uuid = Type.String({ format: 'uuid' })

export const ActParams = Type.Object({ act: uuid })
export const AudienceParams = Type.Object({ audience: uuid })
export const MergesForm = Type.Object({ reason: Type.Union(REASONS.map((reason) => Type.Literal(reason))) })
export const ReasonForm = Type.Object({ reason: Type.Optional(Type.String({ format: 'line', maxLength: 200 })) })
