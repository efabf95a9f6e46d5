import { openFrom } from './hours.ts'
import { holidaysOf, LAW, type Law, ruleFor, ruleOfHer, rulesFor } from './law.ts'
import type { Channel, Kind, Mention, OfHer, Rule, Whose } from './schema.ts'

const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE

/** A silence around a vote, as `staff/elections` tells it. `to` is the first moment after it. */
type Silence = { from: Date; to: Date; article: string | null; source: string | null }

/** A contact that was made: when, by what, with what; whether it was with her, and whether at an address of hers. All are of her household. */
export type Made = { at: Date; channel: Channel; kind: Kind; hers: boolean; address: boolean }

/** What the movement itself sets, lower than the rules do. */
type Cap = { channels: readonly Channel[]; per: Whose; days: number; most: number }

/** All that is known of her and of where she is. */
export type Known = {
  /** What of her forbids it; null: nothing does. */
  why: OfHer | null
  country: string
  areas: readonly string[]
  zones: readonly string[]
  /** Those of the next weeks, wherever she may be. */
  silences: readonly Silence[]
  made: readonly Made[]
}

/** What is to be said to her, by what and when. `carries`: what the words say of themselves. */
export type Asked = { kind: Kind; channel: Channel; now: Date; carries: readonly Mention[]; caps?: readonly Cap[] }

/** The rule that an answer rests on. `careful`: none of her country is read here, so that the answer is the careful one. */
type Named = { id: string; version: number; article: string | null; careful?: true }

export type Waiting = 'silence' | 'hours' | 'pressure'
export type Refusal = OfHer | 'mention-missing' | 'place-unknown' | 'too-long'

/** What is kept with the act. Moments are of ISO 8601, so that it may be written as it is. */
export type Answer = { asked: string; rule: Named; source: string | null } & (
  | { answer: 'yes' }
  | { answer: 'no'; reason: Refusal }
  | { answer: 'not-before'; reason: Waiting; at: string }
)

/** How long it may take until it has reached her: a silence that begins meanwhile counts as begun. */
const TAKES: Record<Channel, number> = { email: 120 * MINUTE, sms: 60 * MINUTE, voice: 15 * MINUTE, door: 15 * MINUTE }
/** What would have to wait longer is refused. */
const LONGEST_WAIT = 45 * DAY
const STEPS = 100

const nameOf = ({ id, version, article }: Rule, careful = false): Named => ({
  id,
  version,
  article,
  ...(careful ? { careful: true as const } : {}),
})

/** Whether she may be reached for this, by this, now; if not, whether later, and by which rule. Pure: no database, no clock. */
export function decide(known: Known, asked: Asked, law: Law = LAW): Answer {
  const at = { asked: asked.now.toISOString() }
  const no = (reason: Refusal, rule: Rule, careful?: boolean): Answer => ({
    ...at,
    answer: 'no',
    reason,
    rule: nameOf(rule, careful),
    source: rule.source,
  })
  if (known.why !== null) return no(known.why, ruleOfHer(known.why, law))
  const missing = missingIn(known, asked, law)
  if (missing) return no('mention-missing', missing)
  let [moment, first] = [asked.now, undefined as Block | undefined]
  for (let step = 0; step < STEPS; step += 1) {
    const block = blockAt(known, { ...asked, now: moment }, law)
    if (!block) return first ? waits(at, first, moment) : { ...at, answer: 'yes', ...allowing(known, asked, law) }
    first ??= block
    if (!block.until) return no('place-unknown', block.rule, block.careful)
    if (block.until.getTime() - asked.now.getTime() > LONGEST_WAIT) break
    moment = block.until
  }
  return no('too-long', first!.rule, first!.careful)
}

/** What stands against it at a moment, and until when; without an end: nobody knows at what hours she lives. */
type Block = {
  reason: Waiting
  rule: Rule
  careful: boolean
  article?: string | null
  source?: string | null
  until: Date | undefined
}

const waits = (at: { asked: string }, { reason, rule, careful, article, source }: Block, moment: Date): Answer => ({
  ...at,
  answer: 'not-before',
  at: moment.toISOString(),
  reason,
  rule: { ...nameOf(rule, careful), ...(article ? { article } : {}) },
  source: source ?? rule.source,
})

function blockAt(known: Known, asked: Asked, law: Law): Block | undefined {
  return silenceOver(known, asked, law) ?? closedAt(known, asked, law) ?? pressedAt(known, asked, law)
}

const dayOf = (moment: Date) => moment.toISOString().slice(0, 10)
const saying = ({ country }: Known, { kind, channel, now }: Asked) => ({ country, kind, channel, day: dayOf(now) })

/** The rule of silence decides what it forbids; when it is kept, `staff/elections` knows. */
function silenceOver(known: Known, asked: Asked, law: Law): Block | undefined {
  if (known.silences.length === 0) return undefined
  const { careful, ...rule } = ruleFor('silence', saying(known, asked), law)
  if (!rule.forbids.includes(asked.kind)) return undefined
  const [from, until] = [asked.now, new Date(asked.now.getTime() + TAKES[asked.channel])]
  const kept = known.silences.find((silence) => from < silence.to && silence.from <= until)
  return kept && { reason: 'silence', rule, careful, until: kept.to, article: kept.article, source: kept.source }
}

function closedAt(known: Known, asked: Asked, law: Law): Block | undefined {
  const { careful, ...rule } = ruleFor('hours', saying(known, asked), law)
  const until = openFrom(rule, { ...known, holidays: holidaysOf(known.country, law) }, asked.now)
  return until?.getTime() === asked.now.getTime() ? undefined : { reason: 'hours', rule, careful, until }
}

/** The contacts that a cap counts. One that is dated later than now counts: no clock is trusted. */
const counts =
  ({ channels, kinds, per }: Pick<RuleOfPressure, 'channels' | 'kinds' | 'per'>) =>
  (made: Made) =>
    channels.includes(made.channel) &&
    kinds.includes(made.kind) &&
    (per === 'household' || (per === 'person' ? made.hers : made.address))

type RuleOfPressure = Extract<Rule, { about: 'pressure' }>

/** Each rule of pressure, and each cap of the movement's own that is lower; the one that binds longest tells. */
function pressedAt(known: Known, asked: Asked, law: Law): Block | undefined {
  if (known.made.length === 0) return undefined
  const rules = rulesFor('pressure', saying(known, asked), law)
  const own = ownCaps(asked, rules)
  const blocks = [...rules, ...own].flatMap((rule) => {
    const window = rule.days * DAY
    const times = known.made
      .filter(counts(rule))
      .map(({ at }) => at.getTime())
      .filter((at) => at > asked.now.getTime() - window)
      .toSorted((a, b) => a - b)
    if (times.length < rule.most) return []
    return [{ reason: 'pressure' as const, rule, careful: false, until: new Date(times[times.length - rule.most]! + window) }]
  })
  return blocks.toSorted((a, b) => b.until.getTime() - a.until.getTime())[0]
}

/** Caps of the movement as rules; they bind what rules of pressure bind, and nothing else. */
function ownCaps({ caps = [], channel }: Asked, rules: RuleOfPressure[]): RuleOfPressure[] {
  const [like] = rules
  if (!like) return []
  return caps
    .filter(({ channels }) => channels.includes(channel))
    .map((cap) => ({ ...like, ...cap, channels: [...cap.channels], id: 'movement.pressure', article: null, source: null }))
}

/** The first rule of mentions that the words do not meet. */
function missingIn(known: Known, asked: Asked, law: Law): Rule | undefined {
  return rulesFor('mentions', saying(known, asked), law).find(({ needs }) => needs.some((one) => !asked.carries.includes(one)))
}

/** The rule that a yes rests on: that of the hours, which knows the country and channel. */
function allowing(known: Known, asked: Asked, law: Law): Pick<Answer, 'rule' | 'source'> {
  const { careful, ...rule } = ruleFor('hours', saying(known, asked), law)
  return { rule: nameOf(rule, careful), source: rule.source }
}
