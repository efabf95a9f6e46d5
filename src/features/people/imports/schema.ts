import { Type } from 'typebox'
import { day, text } from '#platform/http/field-shapes'
import type { Purpose } from '../ledger/index.ts'
import { ENCODINGS } from './encoding.ts'
import type { How } from '../reading/index.ts'
import { BASES, FORBIDDEN_ORIGINS, ORIGINS } from './rules.ts'

const oneOf = <T extends string>(choices: readonly T[]) => Type.Union(choices.map((choice) => Type.Literal(choice)))

export const ImportParams = Type.Object({ import: Type.String({ format: 'uuid' }) })

export const LettersForm = Type.Object({ encoding: oneOf(ENCODINGS) })

/** How a field of the form names what is said of a purpose. */
export const saysField = ({ key }: Purpose) => `says.${key}`

/** What may be said of it: a consent is a person's own, so nobody says of a whole file that all agreed. */
export const HOWS: readonly How[] = ['column', 'none']

/** What is said of a file; its columns come as `map.0`, `map.1`… in their order. */
export const mappingFormOf = (purposes: Purpose[]) =>
  Type.Object(
    {
      origin: oneOf([...ORIGINS, ...FORBIDDEN_ORIGINS]),
      basis: oneOf(BASES),
      proof: Type.String({ format: 'line', minLength: 10, maxLength: 500 }),
      wording: text(1000).form,
      agreed_on: day.form,
      dates: oneOf(['iso', 'dmy', 'mdy'] as const),
      country: Type.String({ format: 'country' }),
      ...Object.fromEntries(purposes.map((purpose) => [saysField(purpose), oneOf(HOWS)])),
    },
    { additionalProperties: Type.String({ maxLength: 120 }) },
  )
