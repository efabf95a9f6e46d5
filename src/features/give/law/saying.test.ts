import { describe, expect, test } from 'vitest'
import { LOCALES } from '#platform/i18n/locales'
import type { Decision } from './deciding.ts'
import { REFUSALS } from './refusing.ts'
import { OF_DESK, OF_DUES, sayDecision } from './saying.ts'

const refused = (why: string, remaining: number | null = 1_000) =>
  ({ verdict: 'refuse', reason: `law.refuse.${why}`, limit: 750_000, remaining, missing: [] }) as unknown as Decision
const held = { verdict: 'hold', reason: 'law.hold.lookalike', reasons: [] } as unknown as Decision

/** Words by which one speaks to who reads, and words for gifts. */
const YOU = {
  fr: /\b(vous|votre|vos|donnez|choisissez)\b/i,
  en: /\b(you|your|please|give less)\b/i,
  es: /\b(tú|tu|te|nos dices|elige|dona|has|puedes)\b/i,
}
const GIFT = { fr: /\b(dons?|donner)\b/i, en: /\b(donations?|donate)\b/i, es: /\b(donación|donar|donas)\b/i }
/** Rules of elections alone, which takes no dues. */
const NEVER_OF_DUES = ['cash_unknown', 'cash_over', 'earmark', 'missing', 'amount']

describe.each(LOCALES)('%s', (locale) => {
  test.each(REFUSALS.flatMap((why) => [0, 1_000].map((left) => [why, left] as const)))(
    'a treasurer reads of who gives, and is not spoken to as if she gave: %s, left %s',
    (why, left) => {
      const text = sayDecision(locale, { ...refused(why, left), to: 'treasurer' }, 'EUR')
      expect(text).not.toMatch(YOU[locale])
      expect(text).not.toMatch(/[{}]/)
    },
  )

  test.each(REFUSALS.filter((why) => !NEVER_OF_DUES.includes(why)))('dues are refused as dues: %s', (why) => {
    const text = sayDecision(locale, { ...refused(why), what: 'dues' }, 'EUR')
    // Of the cap both are said together.
    if (why !== 'cap') expect(text).not.toMatch(GIFT[locale])
    expect(text).not.toMatch(/[{}]/)
  })

  test('dues that are held are dues', () => {
    expect(sayDecision(locale, { ...held, what: 'dues' }, 'EUR')).not.toMatch(GIFT[locale])
  })
})

test('words of their own are of refusals that there are', () => {
  expect([...OF_DUES, ...OF_DESK].filter((why) => !REFUSALS.some((one) => one === why))).toEqual([])
})
