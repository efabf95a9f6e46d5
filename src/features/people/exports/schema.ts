import { Type } from 'typebox'

export const ExportParams = Type.Object({ export: Type.String({ format: 'uuid' }) })
export const AudienceParams = Type.Object({ audience: Type.String({ format: 'uuid' }) })
export const ReasonForm = Type.Object({ reason: Type.Optional(Type.String({ format: 'line', maxLength: 200 })) })
