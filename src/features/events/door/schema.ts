import { Type } from 'typebox'
import { COUNTS } from '#recipes'

const closed = { additionalProperties: false }
const uuid = Type.String({ format: 'uuid' })
const code = Type.String({ pattern: '^[a-z0-9]{12}$' })

export const EventParams = Type.Object({ event: uuid })
export const CodeParams = Type.Object({ event: uuid, code })
export const PictureParams = Type.Object({ event: uuid, picture: uuid })
/** One press, by a form. */
export const PressForm = Type.Object(
  {
    sign_up: Type.Optional(uuid),
    seats: Type.Optional(Type.String({ pattern: '^([1-9]|[1-4]\\d|50)$' })),
    undo: Type.Optional(Type.Literal('true')),
    /** The press that let in who just came, to take it back. */
    walk_in: Type.Optional(uuid),
  },
  closed,
)
/** Presses that a phone kept while it had no network. `at`: milliseconds since 1970, by its clock. */
export const Sync = Type.Object(
  {
    presses: Type.Array(
      Type.Object(
        {
          id: uuid,
          sign_up: Type.Optional(uuid),
          code: Type.Optional(code),
          walk_in: Type.Optional(uuid),
          undo: Type.Optional(Type.Boolean()),
          seats: Type.Optional(Type.Integer({ minimum: 1, maximum: 50 })),
          at: Type.Integer({ minimum: 0, maximum: 8.64e15 }),
        },
        closed,
      ),
      { maxItems: 500 },
    ),
  },
  closed,
)
/** `taken`: presses that name somebody who is expected; `sign_ups`: who is in. */
export const Synced = Type.Object({ taken: Type.Array(uuid), present: Type.Integer(), sign_ups: Type.Array(uuid) })

export const OutcomeForm = Type.Object(
  {
    present: Type.String({ pattern: '^\\d{1,5}$' }),
    figures: Type.Optional(
      Type.Object(Object.fromEntries(COUNTS.map((one) => [one, Type.Optional(Type.String({ pattern: '^\\d{1,5}$' }))])), closed),
    ),
    words: Type.Optional(Type.String({ format: 'text', maxLength: 2000 })),
    next_step: Type.Optional(Type.String({ format: 'line', maxLength: 300 })),
  },
  closed,
)
