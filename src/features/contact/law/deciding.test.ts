import { describe, expect, test } from 'vitest'
import { type Answer, type Asked, decide, type Known, type Made } from './deciding.ts'

const PARIS: Known = { why: null, country: 'FR', areas: ['FR-75', 'FR'], zones: ['Europe/Paris'], silences: [], made: [] }
const CARRIES = ['speaker', 'reason', 'leave'] as const
/** A Tuesday, half past ten in Paris. */
const TUESDAY = '2027-02-02T09:30:00Z'

const asked = (now: string, over: Partial<Asked> = {}): Asked => ({
  kind: 'propaganda',
  channel: 'email',
  carries: CARRIES,
  now: new Date(now),
  ...over,
})
const say = (answer: Answer) =>
  answer.answer === 'yes' ? 'yes' : answer.answer === 'no' ? `no: ${answer.reason}` : `${answer.reason} ${answer.at}`
const call = (now: string, known: Partial<Known> = {}, over: Partial<Asked> = {}) =>
  say(decide({ ...PARIS, ...known }, asked(now, { channel: 'voice', ...over })))

/** The first round, as each part of France keeps silence for it: five minutes wider than the law. */
const ROUND = { article: 'Code électoral, art. L49', source: 'https://www.legifrance.gouv.fr/' }
const kept = (from: string, to: string) => ({ from: new Date(from), to: new Date(to), ...ROUND })
const WHERE = {
  Paris: { ...PARIS, silences: [kept('2027-04-09T21:55:00Z', '2027-04-11T18:05:00Z')] },
  // Saturday: silence from Friday midnight, by clocks there.
  Cayenne: {
    ...PARIS,
    areas: ['FR-973', 'FR'],
    zones: ['America/Cayenne'],
    silences: [kept('2027-04-09T02:55:00Z', '2027-04-10T22:05:00Z')],
  },
  Nouméa: {
    ...PARIS,
    areas: ['FR-988', 'FR'],
    zones: ['Pacific/Noumea'],
    silences: [kept('2027-04-09T12:55:00Z', '2027-04-11T07:05:00Z')],
  },
}

describe('what is known of her comes first', () => {
  test.each(['gone', 'restricted', 'paused', 'never-agreed', 'withdrawn', 'left-alone', 'not-for-selection'] as const)(
    '%s',
    (why) => {
      const answer = decide({ ...WHERE.Paris, why }, asked('2027-04-10T10:00:00Z', { carries: [] }))
      expect(answer).toMatchObject({ answer: 'no', reason: why, asked: '2027-04-10T10:00:00.000Z' })
      expect(answer.rule.version).toBe(1)
    },
  )
})

test('words that do not say who speaks, why they come or how they end do not go; service says who speaks', () => {
  for (const missing of CARRIES) {
    const carries = CARRIES.filter((one) => one !== missing)
    expect(decide(PARIS, asked(TUESDAY, { carries }))).toMatchObject({
      answer: 'no',
      reason: 'mention-missing',
      rule: { id: 'EU.mentions.email' },
    })
  }
  expect(say(decide(PARIS, asked(TUESDAY, { kind: 'service', carries: ['speaker'] })))).toBe('yes')
  expect(say(decide(PARIS, asked(TUESDAY, { kind: 'service', carries: [] })))).toBe('no: mention-missing')
})

describe('silence, in three places at once', () => {
  const at = (now: string, over: Partial<Asked> = {}) =>
    Object.fromEntries(Object.entries(WHERE).map(([name, known]) => [name, say(decide(known, asked(now, over)))]))
  const [paris, cayenne, noumea] = [
    'silence 2027-04-11T18:05:00.000Z',
    'silence 2027-04-10T22:05:00.000Z',
    'silence 2027-04-11T07:05:00.000Z',
  ]

  test('it begins by clocks there, two hours before for what takes as long to arrive', () => {
    expect(at('2027-04-09T00:54:59Z')).toEqual({ Paris: 'yes', Cayenne: 'yes', Nouméa: 'yes' })
    expect(at('2027-04-09T00:55:00Z')).toEqual({ Paris: 'yes', Cayenne: cayenne, Nouméa: 'yes' })
    expect(at('2027-04-09T10:54:59Z')).toEqual({ Paris: 'yes', Cayenne: cayenne, Nouméa: 'yes' })
    expect(at('2027-04-09T10:55:00Z')).toEqual({ Paris: 'yes', Cayenne: cayenne, Nouméa: noumea })
    expect(at('2027-04-09T19:54:59.999Z')).toEqual({ Paris: 'yes', Cayenne: cayenne, Nouméa: noumea })
    expect(at('2027-04-09T19:55:00Z')).toEqual({ Paris: paris, Cayenne: cayenne, Nouméa: noumea })
  })

  test('it ends with the last station there', () => {
    expect(at('2027-04-10T22:04:59.999Z')).toEqual({ Paris: paris, Cayenne: cayenne, Nouméa: noumea })
    expect(at('2027-04-10T22:05:00Z')).toEqual({ Paris: paris, Cayenne: 'yes', Nouméa: noumea })
    expect(at('2027-04-11T07:05:00Z')).toEqual({ Paris: paris, Cayenne: 'yes', Nouméa: 'yes' })
    expect(at('2027-04-11T18:05:00Z')).toEqual({ Paris: 'yes', Cayenne: 'yes', Nouméa: 'yes' })
  })

  test('help with a vote and service pass in France, and the article of the silence is told', () => {
    const none = { Paris: 'yes', Cayenne: 'yes', Nouméa: 'yes' }
    for (const kind of ['vote-help', 'service', 'dues'] as const) expect(at('2027-04-10T12:00:00Z', { kind }), kind).toEqual(none)
    expect(decide(WHERE.Paris, asked('2027-04-10T12:00:00Z'))).toMatchObject({
      rule: { id: 'FR.silence', article: ROUND.article },
      source: ROUND.source,
    })
  })

  test('in Spain help with a vote waits; where no rule is read dues wait too, and the answer says that it is the careful one', () => {
    const there = (country: string, kind: Asked['kind']) =>
      decide({ ...WHERE.Paris, country }, asked('2027-04-10T12:00:00Z', { kind }))
    expect(there('ES', 'vote-help')).toMatchObject({ answer: 'not-before', reason: 'silence', rule: { id: 'ES.silence' } })
    expect(say(there('ES', 'dues'))).toBe('yes')
    expect(there('BR', 'dues')).toMatchObject({
      answer: 'not-before',
      reason: 'silence',
      rule: { id: 'careful.silence', careful: true },
    })
    expect(say(there('BR', 'service'))).toBe('yes')
  })

  test('after two silences in a row it waits for the end of both, and then for the hours', () => {
    const silences = [...WHERE.Paris.silences, kept('2027-04-11T18:05:00Z', '2027-04-11T21:00:00Z')]
    expect(call('2027-04-10T12:00:00Z', { silences })).toBe('silence 2027-04-12T08:00:00.000Z')
  })
})

describe('hours, where she is', () => {
  test('calls: Monday to Friday, ten to one and two to eight; not before, not between, not after', () => {
    expect(call('2027-02-02T08:59:59.999Z')).toBe('hours 2027-02-02T09:00:00.000Z')
    expect(call('2027-02-02T09:00:00Z')).toBe('yes')
    expect(call('2027-02-02T11:59:59.999Z')).toBe('yes')
    expect(call('2027-02-02T12:00:00Z')).toBe('hours 2027-02-02T13:00:00.000Z')
    expect(call('2027-02-02T18:59:59.999Z')).toBe('yes')
    expect(call('2027-02-02T19:00:00Z')).toBe('hours 2027-02-03T09:00:00.000Z')
    expect(call('2027-02-05T19:00:00Z')).toBe('hours 2027-02-08T09:00:00.000Z')
  })

  test('by her clocks: ten in Paris is no hour in Nouméa or Cayenne', () => {
    expect(call(TUESDAY, WHERE.Cayenne)).toBe('hours 2027-02-02T13:00:00.000Z')
    expect(call(TUESDAY, WHERE.Nouméa)).toBe('hours 2027-02-02T23:00:00.000Z')
  })

  test('a holiday there is none elsewhere; the night in which clocks change is no hour longer', () => {
    // Abolition day in Guyane is a Thursday.
    expect(call('2027-06-10T14:00:00Z', { areas: ['FR-973', 'FR'], zones: ['America/Cayenne'] })).toBe(
      'hours 2027-06-11T13:00:00.000Z',
    )
    expect(call('2027-06-10T14:00:00Z')).toBe('yes')
    // Easter Monday, the day after clocks went forward.
    expect(call('2027-03-27T12:00:00Z')).toBe('hours 2027-03-30T08:00:00.000Z')
  })

  test('who may live by several clocks is called when all allow it, and by none that is known, never; mail asks no hour', () => {
    expect(call(TUESDAY, { zones: ['Europe/Paris', 'Indian/Reunion'] })).toBe('hours 2027-02-02T10:00:00.000Z')
    expect(call('2027-02-02T10:00:00Z', { zones: ['Europe/Paris', 'Indian/Reunion'] })).toBe('yes')
    expect(call('2027-02-02T16:30:00Z', { zones: ['Europe/Paris', 'Indian/Reunion'] })).toBe('hours 2027-02-03T10:00:00.000Z')
    expect(call(TUESDAY, { zones: ['Europe/Paris', 'Pacific/Tahiti'] })).toBe('no: place-unknown')
    expect(call(TUESDAY, { zones: [] })).toBe('no: place-unknown')
    expect(say(decide({ ...PARIS, zones: [] }, asked('2027-02-02T03:00:00Z')))).toBe('yes')
  })

  test('a text may come on Saturday, not on Sunday; where no rule is read the careful hours hold', () => {
    const text = { channel: 'sms' } as const
    expect(call('2027-02-06T18:59:00Z', {}, text)).toBe('yes')
    expect(call('2027-02-07T10:00:00Z', {}, text)).toBe('hours 2027-02-08T07:00:00.000Z')
    expect(decide({ ...PARIS, country: 'BR', zones: ['America/Sao_Paulo'] }, asked('2027-02-02T22:30:00Z', text))).toMatchObject({
      answer: 'not-before',
      at: '2027-02-03T12:00:00.000Z',
      rule: { id: 'careful.hours.sms', careful: true },
    })
  })
})

describe('pressure', () => {
  const letter = (at: string, over: Partial<Made> = {}): Made => ({
    at: new Date(at),
    channel: 'email',
    kind: 'propaganda',
    hers: true,
    address: true,
    ...over,
  })
  const three = [letter('2027-01-27T10:00:00Z'), letter('2027-01-29T10:00:00Z'), letter('2027-02-01T10:00:00Z')]
  const letters = (made: Made[], over: Partial<Asked> = {}) => say(decide({ ...PARIS, made }, asked(TUESDAY, over)))

  test('three letters in seven days, and the fourth waits until the first is seven days old', () => {
    expect(letters(three.slice(1))).toBe('yes')
    expect(letters(three)).toBe('pressure 2027-02-03T10:00:00.000Z')
    expect(say(decide({ ...PARIS, made: three }, asked('2027-02-03T10:00:00Z')))).toBe('yes')
    expect(say(decide({ ...PARIS, made: three }, asked('2027-02-03T09:59:59.999Z')))).toBe('pressure 2027-02-03T10:00:00.000Z')
  })

  test('service neither counts nor waits; another channel counts for the person', () => {
    expect(letters(three.map((one) => ({ ...one, kind: 'service' as const })))).toBe('yes')
    expect(letters(three, { kind: 'service' })).toBe('yes')
    expect(letters([...three.slice(1), ...three.slice(1).map((one) => ({ ...one, channel: 'voice' as const }))])).toBe('yes')
    const five = [1, 2, 3, 4, 5].map((n) =>
      letter(`2027-01-2${n + 4}T09:40:00Z`, { channel: n % 2 ? 'voice' : 'sms', address: false }),
    )
    // The first is of 26 January, 09:40: it is out of the seven days at half past nine only a little later.
    expect(letters(five.map((one, n) => (n === 0 ? letter('2027-01-26T09:40:00Z', { channel: 'voice' }) : one)))).toBe(
      'pressure 2027-02-02T09:40:00.000Z',
    )
  })

  test('letters to others at her address count there; to others of her home, for the household', () => {
    const others = (n: number, address: boolean) =>
      Array.from({ length: n }, (_, k) => letter(`2027-02-01T10:${10 + k}:00Z`, { hers: false, address }))
    expect(letters(others(8, true))).toBe('yes')
    expect(letters(others(9, true))).toBe('pressure 2027-02-08T10:10:00.000Z')
    expect(letters(others(11, false))).toBe('yes')
    expect(letters(others(12, false))).toBe('pressure 2027-02-08T10:10:00.000Z')
  })

  test('one that a clock of tomorrow dated counts', () => {
    expect(letters([...three.slice(1), letter('2027-02-03T10:00:00Z')])).not.toBe('yes')
  })

  test('a movement may set less, and never more', () => {
    const cap = (most: number, days = 7) => ({ caps: [{ channels: ['email'] as const, per: 'person' as const, days, most }] })
    expect(letters(three.slice(2), cap(1))).toBe('pressure 2027-02-08T10:00:00.000Z')
    expect(decide({ ...PARIS, made: three.slice(2) }, asked(TUESDAY, cap(1)))).toMatchObject({
      rule: { id: 'movement.pressure' },
    })
    expect(letters(three, cap(10))).toBe('pressure 2027-02-03T10:00:00.000Z')
    expect(letters(three.slice(2), { ...cap(1), kind: 'service' })).toBe('yes')
    expect(call(TUESDAY, { made: three.slice(2) }, cap(1))).toBe('yes')
  })

  test('four calls in thirty days, as the law of France has it for others', () => {
    const calls = ['2027-01-05', '2027-01-12', '2027-01-19', '2027-01-26'].map((day) =>
      letter(`${day}T10:00:00Z`, { channel: 'voice' }),
    )
    expect(call(TUESDAY, { made: calls })).toBe('pressure 2027-02-04T10:00:00.000Z')
    expect(call(TUESDAY, { made: calls.slice(1) })).toBe('yes')
  })
})

test('what would wait too long is refused', () => {
  const silences = [kept('2027-02-01T00:00:00Z', '2027-04-01T00:00:00Z')]
  expect(say(decide({ ...PARIS, silences }, asked(TUESDAY)))).toBe('no: too-long')
})
