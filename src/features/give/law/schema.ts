import { type Static, Type } from 'typebox'
import { Errors } from 'typebox/value'

const closed = { additionalProperties: false }
const oneOf = <W extends string>(words: readonly W[]) => Type.Unsafe<W>(Type.Union(words.map((word) => Type.Literal(word))))
const orNull = <T extends ReturnType<typeof Type.Integer | typeof day | typeof Type.String>>(type: T) =>
  Type.Union([type, Type.Null()])
const day = () => Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' })
const country = Type.String({ pattern: '^[A-Z]{2}$' })
/** An amount, in the smallest unit of the file's currency. */
const amount = () => Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER })
const word = Type.String({ pattern: '^[a-z][a-z0-9_]*$' })

export const MODES = ['card', 'debit', 'transfer', 'cheque', 'cash'] as const
export type Mode = (typeof MODES)[number]

/** What a sum of money is: a gift, the dues of a member, the dues that somebody pays who was elected. */
const WHATS = ['gift', 'dues', 'dues_of_elected'] as const
export type What = (typeof WHATS)[number]

/** Over what a person's gifts are summed, and across whom: all of the same vote, all recipients of the kind, or this one alone. */
const Sum = Type.Object(
  {
    over: oneOf(['election', 'year'] as const),
    across: oneOf(['election', 'kind', 'recipient'] as const),
    counts: Type.Array(oneOf(WHATS), { minItems: 1 }),
  },
  closed,
)

/** One way to be somebody who may give: all that stands in it must be so. */
const Clause = Type.Object(
  {
    nationality: Type.Optional(Type.Array(country, { minItems: 1 })),
    residence: Type.Optional(Type.Array(country, { minItems: 1 })),
    declares: Type.Optional(word),
  },
  { ...closed, minProperties: 1 },
)

const Donor = Type.Object(
  {
    kinds: Type.Array(oneOf(['natural', 'legal'] as const), { minItems: 1 }),
    /** Kinds that the law may allow, which only the treasurer can check. */
    held: Type.Array(oneOf(['legal'] as const)),
    /** null: whoever she is. */
    any_of: Type.Union([Type.Array(Clause, { minItems: 1 }), Type.Null()]),
    /** Up to this much in sum nobody is asked who she is. */
    above: amount(),
    /** What somebody may give in sum who is none of these; 0: nothing. */
    otherwise: amount(),
  },
  closed,
)

const Mention = Type.Object(
  {
    key: word,
    /** A fact that the officer knows, or the words of a statute that she copies from the official text. */
    of: oneOf(['fact', 'statute'] as const),
    /** What its words cannot lack. */
    must: Type.Array(Type.String()),
  },
  closed,
)

const Asked = Type.Object(
  {
    key: word,
    /** Asked when the sum is above this. */
    above: amount(),
    /** Asked of those alone who are not nationals of the country. */
    of: oneOf(['all', 'foreigners'] as const),
  },
  closed,
)

const Rule = Type.Object(
  {
    id: Type.String({ pattern: '^[A-Z]{2}\\.[a-z_.]+$' }),
    version: Type.Integer({ minimum: 1 }),
    kind: word,
    takes: Type.Array(oneOf(WHATS), { minItems: 1 }),
    article: Type.String({ minLength: 3 }),
    source: Type.String({ pattern: '^https://\\S+$' }),
    /** How it is known: read in the text, told by an authority, at second hand, or only reported. */
    known: oneOf(['text', 'authority', 'second_hand', 'reported'] as const),
    /** Of which day the text was; null: it did not say. */
    as_of: orNull(day()),
    read: day(),
    /** First and last day that it holds; null: none is known. */
    valid_from: day(),
    valid_to: orNull(day()),
    /** From this day on it should have been read again. */
    review_by: day(),
    /** Which lawyer checked it; null: none. */
    verified_by: orNull(Type.String({ minLength: 3 })),
    sum: Sum,
    cap: Type.Union([Type.Object({ amount: amount(), indexed: Type.Boolean() }, closed), Type.Null()]),
    donor: Donor,
    /** From the smallest on: up to `max`, these means; the last has none. */
    modes: Type.Array(Type.Object({ max: orNull(amount()), allow: Type.Array(oneOf(MODES), { minItems: 1 }) }, closed), {
      minItems: 1,
    }),
    /** All cash together: so many hundredths of the ceiling of spending, when that is at least `from`. */
    cash: Type.Union([Type.Object({ share: Type.Integer({ minimum: 1, maximum: 100 }), from: amount() }, closed), Type.Null()]),
    /** Collected from so many months before the first day of the vote's month, until the account is filed; `months` null: unknown. */
    collects: Type.Union([Type.Object({ months: orNull(Type.Integer()), default: Type.Boolean() }, closed), Type.Null()]),
    /** When the account is due: the nth such day of the week (1: Monday) after the first round, and the hour. */
    filing: Type.Union([
      Type.Object({ nth: Type.Integer(), weekday: Type.Integer(), hour: Type.String({ pattern: '^\\d{2}:\\d{2}$' }) }, closed),
      Type.Null(),
    ]),
    /** Whether a giver may say what her gift is for. */
    earmark: Type.Boolean(),
    fields: Type.Array(Asked),
    declarations: Type.Array(Asked),
    receipt: Type.Union([
      Type.Object({ authority: Type.String(), per: oneOf(['gift', 'year'] as const), self_issued: Type.Boolean() }, closed),
      Type.Null(),
    ]),
    mentions: Type.Array(Mention),
    /** What is settled with whoever carries the money before a page opens. */
    checks: Type.Array(word),
    /** Sums above which somebody is told. */
    reports: Type.Array(Type.Object({ above: amount(), over: oneOf(['gift', 'year'] as const), to: Type.String() }, closed)),
  },
  closed,
)

const Country = Type.Object(
  {
    country,
    /** By whose clocks days and years of this law begin. */
    zone: Type.String({ pattern: '^[A-Z][A-Za-z]+/[A-Za-z_]+$' }),
    currency: Type.String({ pattern: '^[A-Z]{3}$' }),
    rules: Type.Array(Rule, { minItems: 1 }),
  },
  closed,
)

export type Rule = Static<typeof Rule>
export type CountryLaw = Static<typeof Country>
export type Mention = Static<typeof Mention>
export type AskedOf = Static<typeof Asked>

/** The law of a country from its file; throws where the file is not of the shape. */
export function countryLaw(data: unknown): CountryLaw {
  const [error] = Errors(Country, data)
  if (error) throw new Error(`A file of the law of gifts: ${error.instancePath} ${error.message}`)
  return data as CountryLaw
}
