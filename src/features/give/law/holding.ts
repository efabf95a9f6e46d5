import { looksLikeCompany } from './companies.ts'
import { dayIn } from './days.ts'
import type { Asked } from './asked.ts'
import type { RuleThere } from './law.ts'
import { isKnownGiver } from './refusing.ts'

export const HOLDS = ['kind', 'legal', 'minor', 'age', 'company', 'lookalike'] as const

export type Hold = `law.hold.${(typeof HOLDS)[number]}`

type Check = [key: (typeof HOLDS)[number], isSo: (asked: Asked, rule: RuleThere) => boolean]

/** Of age everywhere that is read here. */
const ADULT = 18

/** All that somebody has to look at before a gift is taken. */
export function everyHold(asked: Asked, rule: RuleThere): Hold[] {
  return CHECKS.filter(([, isSo]) => isSo(asked, rule)).map(([key]): Hold => `law.hold.${key}`)
}

/** Whether she is of age on the day of the gift; undefined: she did not say. */
function isAdult({ donor, gift }: Asked, { zone }: RuleThere): boolean | undefined {
  if (donor.birthDate === undefined) return donor.adult
  const day = dayIn(zone, gift.at)
  const years = Number(day.slice(0, 4)) - Number(donor.birthDate.slice(0, 4))
  return years > ADULT || (years === ADULT && donor.birthDate.slice(5) <= day.slice(5))
}

const CHECKS: Check[] = [
  ['kind', ({ donor }) => donor.kind === 'unknown'],
  ['legal', ({ donor }) => donor.kind === 'legal'],
  ['minor', (asked, rule) => asked.donor.kind !== 'legal' && isAdult(asked, rule) === false],
  ['age', (asked, rule) => asked.donor.kind !== 'legal' && isAdult(asked, rule) === undefined],
  [
    'company',
    ({ card, donor }) =>
      donor.kind !== 'legal' && (card?.business === true || (card?.holder !== undefined && looksLikeCompany(card.holder))),
  ],
  [
    'lookalike',
    ({ gift, donor, earlier, lookalikes }, rule) => {
      if (!rule.sum.counts.includes(gift.what ?? 'gift')) return false
      const strangers = isKnownGiver(donor, rule) ? [] : [rule.donor.above, rule.donor.otherwise]
      const lines = [rule.cap?.amount ?? 0, ...strangers].filter((line) => line > 0)
      // Alone she is below each line of the law, or was refused; together they may be above one.
      return lines.some((line) => earlier + gift.amount + lookalikes > line)
    },
  ],
]
