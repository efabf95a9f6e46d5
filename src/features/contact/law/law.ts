import careful from './data/careful.json' with { type: 'json' }
import es from './data/ES.json' with { type: 'json' }
import everywhere from './data/everywhere.json' with { type: 'json' }
import fr from './data/FR.json' with { type: 'json' }
import it from './data/IT.json' with { type: 'json' }
import { type Channel, type Holiday, type Kind, type LawFile, lawFile, type Rule, type RuleAbout } from './schema.ts'

/** The law of contact that is read here: a file for each country, one that holds beside any, one for where nothing is read. */
export type Law = readonly LawFile[]

export const LAW: Law = [fr, es, it, everywhere, careful].map(lawFile)

/** What is to be said by what, and when. */
export type Saying = { kind: Kind; channel: Channel }

/** A rule with the file that it is of. */
export type RuleThere = Rule & { of: string }

/** Every rule, for the page that says where each stands and the test that says which is to be read again. */
export const everyRule = (law: Law = LAW): RuleThere[] =>
  law.flatMap(({ country, rules }) => rules.map((rule) => ({ ...rule, of: country })))

/** Whether a rule holds on a day (`YYYY-MM-DD`). */
const holds = ({ valid_from, valid_to }: Rule, day: string) => valid_from <= day && (valid_to === null || day <= valid_to)

/** Whether a rule should have been read again by that day: it still holds, and is shown with a warning. */
export const isStale = ({ review_by }: Pick<Rule, 'review_by'>, day: string): boolean => day >= review_by

const rulesOf = (country: string, law: Law) => law.find((file) => file.country === country)?.rules ?? []

function isAbout<A extends keyof RuleAbout>(about: A, { kind, channel }: Saying) {
  return (rule: Rule): rule is RuleAbout[A] =>
    rule.about === about &&
    (!('channels' in rule) || rule.channels.includes(channel)) &&
    (!('kinds' in rule) || rule.kinds.includes(kind))
}

/** Silence and hours: the one rule of a country on a day; where it has none, the careful one, whose `of` says so. */
export function ruleFor<A extends 'silence' | 'hours'>(
  about: A,
  { country, day, ...saying }: Saying & { country: string; day: string },
  law: Law = LAW,
): RuleAbout[A] & { careful: boolean } {
  const own = rulesOf(country, law).find((rule) => isAbout(about, saying)(rule) && holds(rule, day))
  const rule = own ?? rulesOf('careful', law).find(isAbout(about, saying))
  if (!rule) throw new Error(`no careful rule of ${about} for ${saying.kind} by ${saying.channel}`)
  return { ...(rule as RuleAbout[A]), careful: own === undefined }
}

/** Pressure and mentions: all that hold there on a day, those of everywhere and those of the country. */
export function rulesFor<A extends 'pressure' | 'mentions'>(
  about: A,
  { country, day, ...saying }: Saying & { country: string; day: string },
  law: Law = LAW,
): RuleAbout[A][] {
  const all = [...rulesOf('everywhere', law), ...rulesOf(country, law)]
  return all.filter((rule): rule is RuleAbout[A] => isAbout(about, saying)(rule) && holds(rule, day))
}

/** Every rule of pressure on what is said by this on a day, wherever: `of` is its country, or `everywhere`. */
export function pressuresOf(
  { now, ...saying }: Saying & { now: Date },
  law: Law = LAW,
): (RuleAbout['pressure'] & { of: string })[] {
  const day = now.toISOString().slice(0, 10)
  return everyRule(law).filter(
    (rule): rule is RuleAbout['pressure'] & { of: string } => isAbout('pressure', saying)(rule) && holds(rule, day),
  )
}

/** Whether hours are no question anywhere for what is said by this: then it matters of nobody where she lives, but near a vote. */
export const isAnyHour = (saying: Saying, law: Law = LAW): boolean =>
  everyRule(law).every(
    (rule) =>
      !isAbout('hours', saying)(rule) ||
      (rule.about === 'hours' && rule.spans === null && rule.days.length === 7 && rule.holidays),
  )

/** Where it stands that what is known of somebody forbids to reach her. */
export function ruleOfHer(reason: string, law: Law = LAW): RuleAbout['person'] {
  const rule = rulesOf('everywhere', law).find((one) => one.about === 'person' && one.reasons.some((known) => known === reason))
  if (rule?.about !== 'person') throw new Error(`no rule says why not: ${reason}`)
  return rule
}

/** Holidays of a country; none where none is read. */
export const holidaysOf = (country: string, law: Law = LAW): Holiday[] =>
  law.find((file) => file.country === country)?.holidays ?? []

/** Days for which contacts are looked back upon: the longest that any rule counts. */
export const LONGEST = Math.max(...everyRule().flatMap((rule) => (rule.about === 'pressure' ? [rule.days] : [])))
