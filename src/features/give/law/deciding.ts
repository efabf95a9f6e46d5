import { MOST } from '#platform/money'
import type { Asked } from './asked.ts'
import { everyHold, type Hold } from './holding.ts'
import { holds, isStale, type Law, LAW, ruleFor, type RuleThere } from './law.ts'
import { firstRefusal, type Refusal } from './refusing.ts'

/** What a treasurer wants to know though it changes nothing. */
type Flag = 'card_foreign'

/** By which rule it was decided (null: none is known), whether that should have been read again by now, and what else was seen. */
type Trail = { rule: string | null; version: number | null; stale: boolean; flags: Flag[] }

export type Decision = Trail &
  ({ verdict: 'ok' } | ({ verdict: 'refuse' } & Refusal) | { verdict: 'hold'; reason: Hold; reasons: Hold[] })

/** May this gift be taken? Pure: it books nothing, and what it does not know it refuses. */
export function decide(asked: Asked, law: Law = LAW): Decision {
  assertSums(asked)
  const { recipient, gift } = asked
  const rule = ruleFor({ ...recipient, what: gift.what }, gift.at, law)
  const trail = trailOf(asked, rule)
  if (!rule || !holds(rule, gift.at)) return { ...trail, verdict: 'refuse', ...unread(rule) }
  const refusal = firstRefusal(asked, rule)
  if (refusal) return { ...trail, verdict: 'refuse', ...refusal }
  const reasons = everyHold(asked, rule)
  return reasons.length > 0 ? { ...trail, verdict: 'hold', reason: reasons[0]!, reasons } : { ...trail, verdict: 'ok' }
}

function unread(rule: RuleThere | undefined): Refusal {
  return { reason: rule ? 'law.refuse.rule_over' : 'law.refuse.no_rule', remaining: null, limit: null, missing: [] }
}

function trailOf({ card, gift }: Asked, rule: RuleThere | undefined): Trail {
  if (!rule) return { rule: null, version: null, stale: false, flags: [] }
  const foreign = card?.country !== undefined && card.country !== rule.country
  return { rule: rule.id, version: rule.version, stale: isStale(rule, gift.at), flags: foreign ? ['card_foreign'] : [] }
}

/** A sum that is none would be under every cap: that is a fault of the caller, not something about the gift. */
function assertSums({ earlier, lookalikes, cashSum, gift }: Asked): void {
  for (const sum of [earlier, lookalikes, cashSum])
    if (!Number.isSafeInteger(sum) || sum < 0 || sum > MOST * 1000) throw new RangeError(`No sum of money: ${sum}`)
  if (Number.isNaN(gift.at.getTime())) throw new RangeError('No moment of a gift')
}
