import { Type } from 'typebox'
import type { Purpose } from '../ledger/index.ts'
import type { How } from './tables.ts'
import { BASES, FORBIDDEN_ORIGINS, ORIGINS } from './rules.ts'

const oneOf = <T extends string>(choices: readonly T[]) => Type.Union(choices.map((choice) => Type.Literal(choice)))

export const ImportParams = Type.Object({ import: Type.String({ format: 'uuid' }) })

/** How a field of the form names what is said of a purpose. */
export const saysField = ({ key }: Purpose) => `says.${key}`

/** What may be said of it. */
export const howsOf = ({ ofWholeFiles }: Purpose): How[] => ['column', 'none', ...(ofWholeFiles ? (['all'] as const) : [])]

/** What is said of a file; its columns come as `map.0`, `map.1`… in their order. */
export const mappingFormOf = (purposes: Purpose[]) =>
  Type.Object(
    {
      origin: oneOf([...ORIGINS, ...FORBIDDEN_ORIGINS]),
      basis: oneOf(BASES),
      proof: Type.String({ format: 'line', minLength: 10, maxLength: 500 }),
      dates: oneOf(['iso', 'dmy', 'mdy'] as const),
      country: Type.String({ format: 'country' }),
      ...Object.fromEntries(purposes.map((purpose) => [saysField(purpose), oneOf(howsOf(purpose))])),
    },
    { additionalProperties: Type.String({ maxLength: 120 }) },
  )
