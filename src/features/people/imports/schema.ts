import { Type } from 'typebox'
import { BASES, FORBIDDEN_ORIGINS, ORIGINS } from './rules.ts'

const oneOf = <T extends string>(choices: readonly T[]) => Type.Union(choices.map((choice) => Type.Literal(choice)))

export const ImportParams = Type.Object({ import: Type.String({ format: 'uuid' }) })

/** What is said of a file; its columns come as `map.0`, `map.1`… in their order. */
export const MappingForm = Type.Object(
  {
    origin: oneOf([...ORIGINS, ...FORBIDDEN_ORIGINS]),
    basis: oneOf(BASES),
    proof: Type.String({ format: 'line', minLength: 10, maxLength: 500 }),
    dates: oneOf(['iso', 'dmy', 'mdy'] as const),
    country: Type.String({ format: 'country' }),
    news: oneOf(['column', 'all', 'none'] as const),
  },
  { additionalProperties: Type.String({ maxLength: 120 }) },
)
