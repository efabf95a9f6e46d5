import { MOST } from '#platform/money'
import type { Asked, AskedDonor, AskedRecipient } from './asked.ts'
import type { RuleThere } from './law.ts'
import { filingOf, openingOf } from './scope.ts'

export const REFUSALS = [
  'no_rule',
  'rule_over',
  'amount',
  'currency',
  'no_window',
  'not_yet',
  'over',
  'filed',
  'due',
  'legal',
  'missing',
  'stranger',
  'stranger_over',
  'mode',
  'mode_over',
  'cash_unknown',
  'cash_over',
  'earmark',
  'cap',
] as const

/**
 * Why not, and what would still be possible: `remaining` of what the rule lets her give at all, `limit` of the rule itself (both in the smallest unit, null:
 * says nothing here), `missing`: what she has not said yet.
 */
export type Refusal = {
  reason: `law.refuse.${(typeof REFUSALS)[number]}`
  remaining: number | null
  limit: number | null
  missing: string[]
}

type Check = (asked: Asked, rule: RuleThere) => Refusal | undefined

const no = (reason: (typeof REFUSALS)[number], more: Partial<Refusal> = {}): Refusal => ({
  remaining: null,
  limit: null,
  missing: [],
  ...more,
  reason: `law.refuse.${reason}`,
})

/** The first reason that the rule has against a gift, in the order in which one would tell her. */
export function firstRefusal(asked: Asked, rule: RuleThere): Refusal | undefined {
  for (const check of CHECKS) {
    const refusal = check(asked, rule)
    if (refusal) return refusal
  }
  return undefined
}

const amount: Check = ({ gift }) =>
  Number.isSafeInteger(gift.amount) && gift.amount > 0 && gift.amount <= MOST ? undefined : no('amount')

const currency: Check = ({ gift }, rule) => (gift.currency === rule.currency ? undefined : no('currency'))

const time: Check = ({ recipient, gift: { at } }, rule) => {
  const { collects, filedAt } = recipient
  if (rule.collects && !collects) return no('no_window')
  if (collects && at < opened(recipient, rule, collects.from)) return no('not_yet')
  if (filedAt && at >= filedAt) return no('filed')
  // Who forgot to say that the account was filed does not go on collecting.
  const due = recipient.voteOn === undefined ? null : filingOf(rule, recipient.voteOn)
  if (due && at >= due) return no('due')
  return collects?.to && at >= collects.to ? no('over') : undefined
}

/** The day that was said, and never one before that of the law. */
function opened({ voteOn }: AskedRecipient, rule: RuleThere, from: Date): Date {
  const earliest = voteOn === undefined ? null : openingOf(rule, voteOn)?.earliest
  return earliest && earliest > from ? earliest : from
}

const kind: Check = ({ donor }, rule) =>
  donor.kind === 'legal' && !rule.donor.kinds.includes('legal') && !rule.donor.held.includes('legal') ? no('legal') : undefined

/** Whether she is one of those who may give, or gives no more than anybody may. Of who is no natural person, or may be none, a treasurer sees to it. */
const giver: Check = ({ donor, gift, earlier }, rule) => {
  const { any_of: clauses, above, otherwise } = rule.donor
  if (donor.kind !== 'natural' || !clauses || earlier + gift.amount <= above) return undefined
  if (isKnownGiver(donor, rule)) return undefined
  const open = clauses.filter((clause) => fits(clause, donor) !== false)
  const missing = [...new Set(open.flatMap((clause) => unsaid(clause, donor)))]
  if (missing.length > 0) return no('missing', { missing })
  if (earlier + gift.amount <= otherwise) return undefined
  return otherwise === 0 ? no('stranger') : no('stranger_over', { limit: otherwise, remaining: Math.max(0, otherwise - earlier) })
}

/** Whether she has said enough to be somebody who may give as much as the rule lets anybody. */
export const isKnownGiver = (donor: AskedDonor, rule: RuleThere): boolean =>
  rule.donor.any_of?.some((clause) => fits(clause, donor) === true) ?? true

type Clause = NonNullable<RuleThere['donor']['any_of']>[number]

/** Whether she is what the clause says; undefined: she has not said all of it. */
function fits(clause: Clause, donor: AskedDonor): boolean | undefined {
  if (clause.nationality && donor.nationality && !clause.nationality.includes(donor.nationality)) return false
  if (clause.residence && donor.residence && !clause.residence.includes(donor.residence)) return false
  return unsaid(clause, donor).length === 0 ? true : undefined
}

function unsaid({ nationality, residence, declares }: Clause, donor: AskedDonor): string[] {
  return [
    ...(nationality && !donor.nationality ? ['nationality'] : []),
    ...(residence && !donor.residence ? ['residence'] : []),
    ...(declares && !donor.declarations.includes(declares) ? [declares] : []),
  ]
}

/** What everybody declares, and the nationality where it is to be written down. What foreigners declare is a clause of who may give. */
const declared: Check = ({ donor, gift, earlier }, rule) => {
  if (donor.kind !== 'natural') return undefined
  const sum = earlier + gift.amount
  const wanted = rule.declarations.filter(({ above, of }) => sum > above && of === 'all')
  const missing = wanted.filter(({ key }) => !donor.declarations.includes(key)).map(({ key }) => key)
  const nationality = rule.fields.some(({ key, above }) => key === 'nationality' && sum > above) && !donor.nationality
  const all = nationality ? ['nationality', ...missing] : missing
  return all.length > 0 ? no('missing', { missing: all }) : undefined
}

const mode: Check = ({ gift }, rule) => {
  const step = rule.modes.find(({ max }) => max === null || gift.amount <= max)
  if (step?.allow.includes(gift.mode)) return undefined
  const most = rule.modes.findLast(({ allow }) => allow.includes(gift.mode))
  return most?.max ? no('mode_over', { limit: most.max }) : no('mode')
}

const cash: Check = ({ recipient, gift, cashSum }, rule) => {
  if (!rule.cash || gift.mode !== 'cash') return undefined
  if (recipient.ceiling === undefined || recipient.ceiling === null) return no('cash_unknown')
  if (recipient.ceiling < rule.cash.from) return undefined
  const limit = Math.floor((recipient.ceiling * rule.cash.share) / 100)
  return cashSum + gift.amount <= limit ? undefined : no('cash_over', { limit, remaining: Math.max(0, limit - cashSum) })
}

const earmark: Check = ({ gift }, rule) => (!rule.earmark && gift.for !== undefined ? no('earmark') : undefined)

const cap: Check = ({ gift, earlier }, rule) => {
  // What the law leaves out of the sum is under no cap of it.
  if (!rule.cap || !rule.sum.counts.includes(gift.what ?? 'gift')) return undefined
  const { amount: limit } = rule.cap
  return earlier + gift.amount <= limit ? undefined : no('cap', { limit, remaining: Math.max(0, limit - earlier) })
}

const CHECKS: Check[] = [amount, currency, time, kind, giver, declared, mode, cash, earmark, cap]
