import { dayIn } from './days.ts'
import de from './data/DE.json' with { type: 'json' }
import es from './data/ES.json' with { type: 'json' }
import fr from './data/FR.json' with { type: 'json' }
import gb from './data/GB.json' with { type: 'json' }
import us from './data/US.json' with { type: 'json' }
import { type CountryLaw, countryLaw, type Rule, type What } from './schema.ts'

/** The law of gifts that is read here, a country each. */
export type Law = readonly CountryLaw[]

export const LAW: Law = [de, es, fr, gb, us].map(countryLaw)

/** To whom one gives: a country (ISO 3166-1) and a kind of recipient there. */
export type Whom = { country: string; kind: string }

/** A rule with the country that it is of. */
export type RuleThere = Rule & Pick<CountryLaw, 'country' | 'zone' | 'currency'>

/** The kinds of recipients of which a rule of that country is read here; none for a country that is not. */
export function kindsOf(country: string, law: Law = LAW): string[] {
  const rules = law.find((one) => one.country === country)?.rules ?? []
  return [...new Set(rules.map(({ kind }) => kind))]
}

const flat = new WeakMap<Law, RuleThere[]>()

/** Every rule, for pages that say where each stands and for the test that says which is to be read again. */
export function everyRule(law: Law = LAW): readonly RuleThere[] {
  const rules =
    flat.get(law) ??
    law.flatMap(({ country, zone, currency, rules }) => rules.map((rule) => ({ ...rule, country, zone, currency })))
  flat.set(law, rules)
  return rules
}

/** Whether a rule should have been read again by that moment: it still holds, and is shown with a warning. */
export const isStale = (rule: RuleThere, at: Date): boolean => dayThere(rule, at) >= rule.review_by

/** Whether a rule holds at a moment. */
export function holds(rule: RuleThere, at: Date): boolean {
  const day = dayThere(rule, at)
  return rule.valid_from <= day && (rule.valid_to === null || day <= rule.valid_to)
}

const dayThere = ({ zone }: RuleThere, at: Date) => dayIn(zone, at)

/**
 * The rule of gifts, or of dues, to such a recipient at a moment: the one that holds; else the last that is read, which does not (any more, or yet);
 * undefined: none is read.
 */
export function ruleFor(
  { country, kind, what = 'gift' }: Whom & { what?: What },
  at: Date,
  law: Law = LAW,
): RuleThere | undefined {
  const rules = everyRule(law).filter((rule) => rule.country === country && rule.kind === kind && rule.takes.includes(what))
  return rules.find((rule) => holds(rule, at)) ?? rules.at(-1)
}
