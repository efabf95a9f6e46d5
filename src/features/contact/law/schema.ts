import { type Static, type TSchema, Type } from 'typebox'
import { Errors } from 'typebox/value'

const closed = { additionalProperties: false }
const oneOf = <W extends string>(words: readonly W[]) => Type.Unsafe<W>(Type.Union(words.map((word) => Type.Literal(word))))
const some = <T extends TSchema>(type: T) => Type.Array(type, { minItems: 1, uniqueItems: true })
const day = () => Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' })
const hour = () => Type.String({ pattern: '^([01]\\d|2[0-3]):[0-5]\\d$|^24:00$' })
const orNull = <T extends TSchema>(type: T) => Type.Union([type, Type.Null()])

/** What is said: to win votes; so that somebody can vote; about something that she does herself; of what members pay. */
export const KINDS = ['propaganda', 'vote-help', 'service', 'dues'] as const
export type Kind = (typeof KINDS)[number]

/** By what. Doors are not asked for yet by a purpose; what is done there counts for the household. */
export const CHANNELS = ['email', 'sms', 'voice', 'door'] as const
export type Channel = (typeof CHANNELS)[number]

/** What a message has to carry: who speaks, why it comes to her, how it ends. */
const MENTIONS = ['speaker', 'reason', 'leave'] as const
export type Mention = (typeof MENTIONS)[number]

/** Whose contacts are counted: hers, those at one of her addresses, those of all who share an address or a home with her. */
const WHOSE = ['person', 'address', 'household'] as const
export type Whose = (typeof WHOSE)[number]

/** Why somebody may not be reached for what is known of her: as `people/gate` says it. */
export const REASONS = [
  'gone',
  'no-contact',
  'restricted',
  'paused',
  'never-agreed',
  'withdrawn',
  'outdated',
  'not-for-selection',
  'no-address',
  'bad-address',
  'left-alone',
] as const
export type OfHer = (typeof REASONS)[number]

const what = { channels: some(oneOf(CHANNELS)), kinds: some(oneOf(KINDS)) }

/** Where a rule stands, how it is known and until when it may be believed. `known`: read in the text, told by others, or a choice of ours. */
const head = {
  id: Type.String({ pattern: '^[A-Za-z]+(\\.[a-z0-9-]+)+$' }),
  version: Type.Integer({ minimum: 1 }),
  article: orNull(Type.String({ minLength: 3 })),
  source: orNull(Type.String({ pattern: '^https://' })),
  known: oneOf(['text', 'reported', 'ours'] as const),
  read: day(),
  valid_from: day(),
  valid_to: orNull(day()),
  review_by: day(),
  verified_by: Type.Null(),
}

const Span = Type.Tuple([hour(), hour()])

const RuleOf = {
  silence: Type.Object(
    { ...head, about: Type.Literal('silence'), channels: some(oneOf(CHANNELS)), forbids: Type.Array(oneOf(KINDS)) },
    closed,
  ),
  // `spans` null: at any hour of those days. Days as ISO 8601 counts them; `holidays`: whether they are as any day.
  hours: Type.Object(
    {
      ...head,
      about: Type.Literal('hours'),
      ...what,
      days: some(Type.Integer({ minimum: 1, maximum: 7 })),
      spans: orNull(Type.Array(Span, { minItems: 1 })),
      holidays: Type.Boolean(),
    },
    closed,
  ),
  pressure: Type.Object(
    {
      ...head,
      about: Type.Literal('pressure'),
      ...what,
      per: oneOf(WHOSE),
      days: Type.Integer({ minimum: 1, maximum: 60 }),
      most: Type.Integer({ minimum: 1 }),
    },
    closed,
  ),
  mentions: Type.Object({ ...head, about: Type.Literal('mentions'), ...what, needs: some(oneOf(MENTIONS)) }, closed),
  person: Type.Object({ ...head, about: Type.Literal('person'), reasons: some(oneOf(REASONS)) }, closed),
}

const Holiday = Type.Object(
  {
    on: Type.Optional(Type.String({ pattern: '^\\d{2}-\\d{2}$' })),
    easter: Type.Optional(Type.Integer({ minimum: -60, maximum: 70 })),
    areas: Type.Optional(some(Type.String())),
  },
  { ...closed, minProperties: 1 },
)

/** `country`: ISO 3166; `careful`: where a country has no rule; `everywhere`: beside those of any country. */
const File = Type.Object(
  {
    country: Type.String({ pattern: '^([A-Z]{2}|careful|everywhere)$' }),
    holidays: Type.Array(Holiday),
    rules: Type.Array(Type.Union(Object.values(RuleOf)), { minItems: 1 }),
  },
  closed,
)

export type Holiday = Static<typeof Holiday>
export type RuleAbout = { [A in keyof typeof RuleOf]: Static<(typeof RuleOf)[A]> }
export type Rule = RuleAbout[keyof RuleAbout]
export type LawFile = { country: string; holidays: Holiday[]; rules: Rule[] }

/** A file of rules, as it must be; throws what is wrong with it. */
export function lawFile(data: unknown): LawFile {
  const wrong = Errors(File, data)[0]
  if (wrong) throw new Error(`a rule of contact: ${wrong.instancePath} ${wrong.message}`)
  return data as LawFile
}
