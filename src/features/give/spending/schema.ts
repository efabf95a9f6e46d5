import { Type } from 'typebox'
import { line } from '#platform/http/shapes'

const words = (maxLength: number) => Type.String({ format: 'line', minLength: 1, maxLength })

/** What somebody says of a bill. */
export const billFields = {
  words: words(200),
  category: Type.String({ pattern: '^[a-z][a-z-]{0,39}$' }),
  payee: words(120),
  payee_iban: Type.Optional(line(50)),
  bill: Type.Optional(line(60)),
  amount: line(20),
  spent_on: line(10),
}
