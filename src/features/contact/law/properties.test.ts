import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Asked, decide, type Known } from './deciding.ts'
import { everyRule } from './law.ts'
import { CHANNELS, KINDS } from './schema.ts'

const FROM = Date.parse('2027-03-20T00:00:00Z')
const DAY = 86_400_000
const moment = fc.integer({ min: 0, max: 30 * 24 * 4 }).map((quarters) => new Date(FROM + quarters * 900_000))

const where = fc.constantFrom(
  { country: 'FR', areas: ['FR-75', 'FR'], zones: ['Europe/Paris'] },
  { country: 'FR', areas: ['FR-973', 'FR'], zones: ['America/Cayenne'] },
  { country: 'FR', areas: ['FR-988', 'FR'], zones: ['Pacific/Noumea'] },
  { country: 'ES', areas: ['ES'], zones: ['Europe/Madrid', 'Atlantic/Canary'] },
  { country: 'BR', areas: ['BR'], zones: ['America/Sao_Paulo'] },
)
const silence = fc
  .tuple(moment, fc.integer({ min: 1, max: 60 }))
  .map(([from, hours]) => ({ from, to: new Date(from.getTime() + hours * 3_600_000), article: null, source: null }))
const made = fc.record({
  at: fc.integer({ min: -40 * 24, max: 24 }).map((hours) => new Date(FROM + 10 * DAY + hours * 3_600_000)),
  channel: fc.constantFrom(...CHANNELS),
  kind: fc.constantFrom(...KINDS),
  hers: fc.boolean(),
  address: fc.boolean(),
})
const known = fc
  .tuple(where, fc.array(silence, { maxLength: 3 }), fc.array(made, { maxLength: 14 }))
  .map(([there, silences, all]): Known => ({ why: null, ...there, silences, made: all }))
const asked = fc
  .tuple(moment, fc.constantFrom(...KINDS), fc.constantFrom(...CHANNELS))
  .map(([now, kind, channel]): Asked => ({ now, kind, channel, carries: ['speaker', 'reason', 'leave'] }))

const STEP = 15 * 60_000

test('the moment that is named is one at which she may be reached, and none before it is', () => {
  let waited = 0
  fc.assert(
    fc.property(known, asked, fc.nat(99), (her, contact, part) => {
      const answer = decide(her, contact)
      if (answer.answer !== 'not-before') return
      waited += 1
      const [from, to] = [contact.now.getTime(), Date.parse(answer.at)]
      expect(to).toBeGreaterThan(from)
      expect(decide(her, { ...contact, now: new Date(to) }).answer).toBe('yes')
      const tried = [from, to - 1, from + Math.floor(((to - from) * part) / 100), to - STEP].filter((at) => at >= from && at < to)
      for (const at of tried)
        expect(decide(her, { ...contact, now: new Date(at) }), new Date(at).toISOString()).not.toMatchObject({ answer: 'yes' })
    }),
    { numRuns: 400 },
  )
  expect(waited).toBeGreaterThan(100)
})

test('another silence, contact or cap never lets anything through sooner', () => {
  const rank = (her: Known, contact: Asked) => {
    const answer = decide(her, contact)
    return answer.answer === 'yes' ? 0 : answer.answer === 'no' ? Infinity : Date.parse(answer.at)
  }
  fc.assert(
    fc.property(fc.tuple(known, asked, silence, made, fc.integer({ min: 1, max: 3 })), ([her, contact, more, one, most]) => {
      const before = rank(her, contact)
      expect(rank({ ...her, silences: [...her.silences, more] }, contact)).toBeGreaterThanOrEqual(before)
      expect(rank({ ...her, made: [...her.made, one] }, contact)).toBeGreaterThanOrEqual(before)
      const caps = [{ channels: CHANNELS, per: 'household' as const, days: 7, most }]
      expect(rank(her, { ...contact, caps })).toBeGreaterThanOrEqual(before)
    }),
    { numRuns: 300 },
  )
})

test('service is never kept by a silence or by what was sent before', () => {
  fc.assert(
    fc.property(known, asked, (her, contact) => {
      const service = { ...contact, kind: 'service' as const }
      expect(decide(her, service)).toEqual(decide({ ...her, silences: [], made: [] }, service))
    }),
    { numRuns: 200 },
  )
})

test('every answer names a rule that is read, with its version', () => {
  const rules = new Set(everyRule().map(({ id, version }) => `${id} ${version}`))
  fc.assert(
    fc.property(known, asked, (her, contact) => {
      const { rule, ...answer } = decide(her, contact)
      expect(rules.has(`${rule.id} ${rule.version}`), rule.id).toBe(true)
      expect(rule.careful ?? false).toBe(rule.id.startsWith('careful.'))
      expect(JSON.parse(JSON.stringify(answer))).toEqual(answer)
    }),
    { numRuns: 200 },
  )
})
