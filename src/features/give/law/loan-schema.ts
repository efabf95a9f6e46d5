import { type Static, Type } from 'typebox'
import { Errors } from 'typebox/value'

const closed = { additionalProperties: false }
const day = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' })
const dayOrNull = Type.Union([day, Type.Null()])
const word = Type.String({ pattern: '^[a-z][a-z0-9_]*$' })
const amount = Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER })
const across = Type.Union([Type.Literal('kind'), Type.Literal('recipient')])

/** All that is owed to persons at once: of all recipients of the kind here, or of this one. */
const Total = Type.Union([
  Type.Object({ of: Type.Literal('amount'), amount, across }, closed),
  // What the State pays back of a campaign at most: whoever is responsible knows it.
  Type.Object({ of: Type.Literal('reimbursement_ceiling'), across }, closed),
])

const Rule = Type.Object(
  {
    id: Type.String({ pattern: '^[A-Z]{2}\\.[a-z_.]+$' }),
    version: Type.Integer({ minimum: 1 }),
    kind: word,
    allowed: Type.Boolean(),
    article: Type.String({ minLength: 3 }),
    source: Type.String({ pattern: '^https://\\S+$' }),
    known: Type.Union(['text', 'authority', 'second_hand', 'reported'].map((how) => Type.Literal(how))),
    as_of: dayOrNull,
    read: day,
    valid_from: day,
    valid_to: dayOrNull,
    review_by: day,
    verified_by: Type.Union([Type.String({ minLength: 3 }), Type.Null()]),
    /** It lasts so many months at most, and bears no more than the legal rate of interest. */
    months: Type.Integer({ minimum: 0, maximum: 60 }),
    total: Total,
    declarations: Type.Array(word),
    /** To whom the state of repayments goes each year. */
    statement: Type.Union([Type.String({ minLength: 2 }), Type.Null()]),
  },
  closed,
)

const Loans = Type.Object(
  {
    country: Type.String({ pattern: '^[A-Z]{2}$' }),
    zone: Type.String({ pattern: '^[A-Z][A-Za-z]+/[A-Za-z_]+$' }),
    currency: Type.String({ pattern: '^[A-Z]{3}$' }),
    /** Legal rates of interest that were read, in hundredths of a percent, and the days on which each holds. */
    legal_rates: Type.Array(
      Type.Object(
        { from: day, to: day, rate: Type.Integer({ minimum: 0 }), source: Type.String({ pattern: '^https://\\S+$' }) },
        closed,
      ),
    ),
    rules: Type.Array(Rule, { minItems: 1 }),
  },
  closed,
)

export type CountryLoans = Static<typeof Loans>
export type LoanRule = Static<typeof Rule> & Pick<CountryLoans, 'country' | 'zone' | 'currency'>

/** The law of loans of a country from its file; throws where the file is not of the shape. */
export function countryLoans(data: unknown): CountryLoans {
  const [error] = Errors(Loans, data)
  if (error) throw new Error(`A file of the law of loans: ${error.instancePath} ${error.message}`)
  return data as CountryLoans
}
