import { mentionsMissing, type RuleThere } from '../law/index.ts'
import type { RecipientRecord } from './queries.ts'

/** What a page may still lack: a step, words that the law wants on it (`mention:KEY`), a point to settle with provider and bank (`check:KEY`). */
export type Lack = 'rule' | 'election' | 'holder' | 'declared' | 'window' | 'way' | `mention:${string}` | `check:${string}`

/** Facts of which the page itself makes the words that the law wants. */
const OF_FACTS = ['recipient', 'agent_name', 'agent_date', 'agent_alone']

/** Words that the officer types: the statute's, and facts that we hold in no field of our own. */
export const typedMentions = ({ mentions }: RuleThere) => mentions.filter(({ key }) => !OF_FACTS.includes(key))

/**
 * What a recipient's page still lacks before anybody may see it, in the order in which one settles it. Empty: it may be public. `rule`: that of its country and
 * kind today; undefined: none is read, and nothing may be taken.
 */
export function missing(recipient: RecipientRecord, rule: RuleThere | undefined): Lack[] {
  if (!rule) return ['rule']
  const { election_id, holder, declared_on, opens_on, closes_on, iban, payment_account_id, checks } = recipient
  const lacks: [boolean, Lack][] = [
    [rule.sum.over === 'election' && election_id === null, 'election'],
    [holder === null, 'holder'],
    [declared_on === null, 'declared'],
    [rule.collects !== null && (opens_on === null || closes_on === null), 'window'],
    [payment_account_id === null && iban === null, 'way'],
  ]
  const facts = Object.fromEntries(OF_FACTS.map((key) => [key, 'said by the page']))
  return [
    ...lacks.flatMap(([lack, key]) => (lack ? [key] : [])),
    ...mentionsMissing(rule, { ...recipient.mentions, ...facts }).map((key): Lack => `mention:${key}`),
    // Who takes no card has nothing to settle with a provider.
    ...(payment_account_id === null ? [] : rule.checks.filter((key) => !checks.includes(key)).map((key): Lack => `check:${key}`)),
  ]
}
