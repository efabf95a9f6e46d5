import { Type } from 'typebox'

const text = Type.String({ pattern: '^[0-9a-f]{32}$' })

export const ListQuery = Type.Object({ after: Type.Optional(Type.String({ pattern: '^\\d{1,9}-[0-9a-f]{32}$' })) })
/** What was typed, by the key that the list gave it. */
export const TextParams = Type.Object({ text })
/** The town that it means: one of those that were guessed, or as somebody types it. */
export const SettleForm = Type.Object({
  place: Type.Optional(Type.String({ maxLength: 20 })),
  where: Type.Optional(Type.String({ format: 'line', maxLength: 100 })),
})
export const PlacingParams = Type.Object({ placing: Type.String({ format: 'uuid' }) })
