import { momentIn } from '#platform/i18n/moments'
import silence from './data/silence.json' with { type: 'json' }

/** What the law of a country says about the eve of a vote. `until`: the last day of a vote that it is known to hold for; null: no end is known. */
type SilenceRule = {
  country: string
  days_before: number
  begins: string
  article: string
  source: string
  until: string | null
}

const RULES: SilenceRule[] = silence

export type Voting = { vote_on: string; closes: string; area_id: string | null; place_id: string | null }
export type Span = { from: Date; to: Date }

const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE
/** No clock is trusted to the minute. */
const SKEW = 5 * MINUTE
/** Where no rule is known: days before and after the day of the vote. */
const CAREFUL_DAYS = 2
/** Days before a vote from which it is taken away no more: whoever could, would end the silence alone. */
const FIXED_BEFORE = 8

/** The rule of a country for a vote on that day; undefined: none is known. */
export function ruleFor(country: string, voteOn: string, rules = RULES): SilenceRule | undefined {
  return rules.find((rule) => rule.country === country && (rule.until === null || voteOn <= rule.until))
}

/** From when to when silence is kept, as clocks in a zone have it. Without a rule: the careful answer, two whole days around the vote. */
export function silenceOf(
  rule: SilenceRule | undefined,
  { vote_on, closes }: Pick<Voting, 'vote_on' | 'closes'>,
  zone: string,
): Span {
  const day = (offset: number) => new Date(Date.parse(`${vote_on}T00:00:00Z`) + offset * DAY).toISOString().slice(0, 10)
  const [from, to] = rule
    ? [momentIn(zone, day(-rule.days_before), rule.begins), momentIn(zone, vote_on, closes)]
    : [momentIn(zone, day(-CAREFUL_DAYS), '00:00'), momentIn(zone, day(CAREFUL_DAYS + 1), '00:00')]
  return { from: new Date(from!.getTime() - SKEW), to: new Date(to!.getTime() + SKEW) }
}

/** Whether any moment of one lies in the other. A moment alone is a span of no length. */
export function overlap(a: Span, b: Span): boolean {
  return a.from <= b.to && b.from <= a.to
}

/** The line that says when people vote in a territory: of its own town, else of the narrowest area that holds it, else of the rest. `around`: from the narrowest on. */
export function votingIn<V extends Voting>(
  days: V[],
  { place, around }: { place: string | null; around: string[] },
): V | undefined {
  const narrowest = [
    days.find(({ place_id }) => place_id !== null && place_id === place),
    ...around.map((area) => days.find(({ area_id }) => area_id === area)),
    days.find(({ area_id, place_id }) => area_id === null && place_id === null),
  ]
  return narrowest.find((day) => day !== undefined)
}

/** Whether a vote can still be taken away: not once it is near. One that is over stays, as what was. */
export function mayRemove(voteOn: string, now: Date): boolean {
  return Date.parse(`${voteOn}T00:00:00Z`) - now.getTime() > FIXED_BEFORE * DAY
}
