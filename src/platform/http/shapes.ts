import { recordOf } from '../named.ts'
import { Type } from 'typebox'

/** Shapes of what forms and addresses say. */
export const uuid = Type.String({ format: 'uuid' })
/** A key that is an id: of a key only the pattern is looked at, not the format. */
export const idKey = Type.String({ pattern: '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' })
/** A box: ticked, or not there at all. */
export const ticked = Type.Optional(Type.Literal('true'))
export const line = (maxLength: number) => Type.String({ format: 'line', maxLength })
export const text = (maxLength: number) => Type.String({ format: 'text', maxLength })
/** A place on the ground, as typed. */
export const degrees = Type.String({ pattern: '^-?\\d{1,3}(\\.\\d{1,12})?$' })

/** One of these words. */
export const oneOf = <W extends string>(words: readonly W[]) =>
  Type.Unsafe<W>(Type.Union(words.map((word) => Type.Literal(word))))

/** Boxes of one question, by their words. */
export const ticks = <W extends string>(words: readonly W[]) =>
  Type.Optional(
    Type.Object(
      recordOf(words, () => ticked),
      {
        additionalProperties: false,
      },
    ),
  )
