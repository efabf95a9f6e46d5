import { type Law, LAW, type RuleThere, ruleFor, type Whom } from './law.ts'
import { type AskedOf, MODES, type Mention, type Mode, type What } from './schema.ts'

/** What a gift makes necessary: to be asked of its giver (`fields`, `declarations`), shown on the page, handed out, settled before. */
export type Needs = {
  rule: RuleThere
  fields: string[]
  declarations: AskedOf[]
  /** Means by which it may come. */
  modes: Mode[]
  mayEarmark: boolean
  mentions: Mention[]
  receipt: RuleThere['receipt']
  checks: string[]
}

/** Of a gift what is known when one asks. `sum`: with what she gave before; `nationality`, when she said it. */
export type NeedsOfGift = { amount: number; at: Date; sum?: number; nationality?: string; what?: What }

/** What such a gift makes necessary, and only that; undefined: no rule is read, and nothing may be taken. */
export function needsOf(whom: Whom, gift: NeedsOfGift, law: Law = LAW): Needs | undefined {
  const rule = ruleFor({ ...whom, what: gift.what }, gift.at, law)
  if (!rule) return undefined
  const sum = gift.sum ?? gift.amount
  // Who has not said it yet may be a foreigner.
  const isAsked = ({ above, of }: AskedOf) => sum > above && (of === 'all' || gift.nationality !== rule.country)
  return {
    rule,
    fields: rule.fields.filter(isAsked).map(({ key }) => key),
    declarations: rule.declarations.filter(isAsked),
    modes: MODES.filter((mode) => modesFor(rule, gift.amount).includes(mode)),
    mayEarmark: rule.earmark,
    mentions: rule.mentions,
    receipt: rule.receipt,
    checks: rule.checks,
  }
}

const modesFor = ({ modes }: RuleThere, amount: number): Mode[] =>
  modes.find(({ max }) => max === null || amount <= max)?.allow ?? []

/** Which mentions of a rule are missing on a page, or lack what they cannot lack, by the words that stand under each key. */
export function mentionsMissing({ mentions }: RuleThere, words: Readonly<Record<string, string>>): string[] {
  return mentions.filter(({ key, must }) => !isSaid(words[key] ?? '', must)).map(({ key }) => key)
}

/** Spaces of any width are the same: a statute is copied from a page. */
function isSaid(words: string, must: string[]): boolean {
  const plain = words.replace(/\s+/gu, ' ').trim()
  return plain !== '' && must.every((part) => plain.includes(part))
}
