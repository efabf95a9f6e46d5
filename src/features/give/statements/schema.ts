import { Type } from 'typebox'
import { line, oneOf, uuid } from '#platform/http/shapes'

const closed = { additionalProperties: false }
const words = Type.String({ format: 'text', minLength: 1, maxLength: 300 })
const column = Type.Optional(Type.String({ pattern: '^\\d{0,2}$' }))

export const BookParams = Type.Object({ recipient: uuid })
export const FileParams = Type.Object({ recipient: uuid, file: uuid })
export const LineParams = Type.Object({ recipient: uuid, line: uuid })

/** What of the lines is shown. */
export const VIEWS = ['waiting', 'back', 'booked', 'other', 'all'] as const
export const LookForm = Type.Object({ view: Type.Optional(oneOf(VIEWS)), after: Type.Optional(uuid) }, closed)

/** Columns that somebody may name. */
export const COLUMNS = ['booked', 'valued', 'amount', 'debit', 'credit', 'text', 'name', 'iban', 'reference', 'balance'] as const

/** How a CSV is to be read; what is not asked is not sent. */
export const ChoicesForm = Type.Object(
  {
    days: Type.Optional(oneOf(['iso', 'dmy', 'mdy'] as const)),
    decimal: Type.Optional(oneOf([',', '.'] as const)),
    header: Type.Optional(Type.String({ pattern: '^-?\\d{1,2}$' })),
    columns: Type.Optional(
      Type.Object(
        {
          booked: column,
          valued: column,
          amount: column,
          debit: column,
          credit: column,
          text: column,
          name: column,
          iban: column,
          reference: column,
          balance: column,
        },
        closed,
      ),
    ),
  },
  closed,
)

export const ArrivalForm = Type.Object({ kind: oneOf(['gift', 'due', 'loan'] as const), id: uuid }, closed)
export const OtherForm = Type.Object({ other: uuid }, closed)
export const PayoutForm = Type.Object({ payout: line(200) }, closed)
export const NoteForm = Type.Object({ note: words }, closed)
export const BackForm = Type.Object({ why: words }, closed)
export const SearchForm = Type.Object({ q: Type.Optional(line(100)) }, closed)
/** Brought once more: the page says that it was there. */
export const AgainQuery = Type.Object({ again: Type.Optional(Type.Literal('1')) }, closed)
