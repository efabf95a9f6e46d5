import fc from 'fast-check'
import { expect, onTestFinished, test } from 'vitest'
import { type Act, type Heard, scriptedServer } from '../../../tests/support/smtp-script.ts'
import type { Limits, Outcome } from './outcomes.ts'
import { openSession } from './session.ts'

const letter = (n: number, body = 'Bonjour') => ({
  from: 'b@example.org',
  to: `p${n}@example.org`,
  data: Buffer.from(`Message-ID: <${n}@x>\r\n\r\n${body}\r\n`),
})
const idOf = (data: string) => Number(/^Message-ID: <(\d+)@/m.exec(data)?.[1])

/** Sends three letters at once through a server that does as the script says. */
async function three(script: (heard: Heard) => Act | undefined, limits: Partial<Limits> = {}, able?: string[]) {
  const server = await scriptedServer(script, able)
  onTestFinished(server.close)
  const session = await openSession({ host: '127.0.0.1', port: server.port, tls: 'never', name: 'us.example' }, { limits })
  const outcomes = await Promise.all([1, 2, 3].map((n) => session.send(letter(n))))
  await session.close()
  return { outcomes, kinds: outcomes.map(({ kind }) => kind).join(' '), stored: server.stored.map(idOf), heard: server.heard }
}

const at = (step: string, letter: number, act: Act) => (heard: Heard) =>
  heard.step === step && heard.letter === letter ? act : undefined

test('letters handed over together go in one round trip each, in order, as they are', async () => {
  const { kinds, stored, heard, outcomes } = await three(() => undefined)
  expect(kinds).toBe('accepted accepted accepted')
  expect(stored).toEqual([1, 2, 3])
  expect(outcomes[0]).toEqual({ kind: 'accepted', reply: { code: 250, enhanced: '2.0.0', text: 'taken' } })
  expect(heard.filter(({ step }) => step === 'MAIL').map(({ line }) => line)[0]).toBe(
    `MAIL FROM:<b@example.org> SIZE=${letter(1).data.length}`,
  )
  expect(heard.map(({ step, isEarly }) => (isEarly ? `${step}+` : step)).join(' ')).toMatch(
    /^greeting EHLO MAIL RCPT\+ DATA\+ dot MAIL\+ RCPT\+ DATA\+ dot/,
  )
})

test('a server that does not pipeline is told one thing at a time', async () => {
  const refusing = (heard: Heard) => (heard.step === 'RCPT' && heard.letter === 2 ? { say: '550 no' } : undefined)
  const { kinds, stored, heard } = await three(refusing, {}, [])
  expect(kinds).toBe('accepted refused accepted')
  expect(stored).toEqual([1, 3])
  expect(heard.filter(({ isEarly }) => isEarly)).toEqual([])
  expect(heard.map(({ step }) => step).join(' ')).toBe('greeting EHLO MAIL RCPT DATA dot MAIL RCPT RSET MAIL RCPT DATA dot QUIT')
})

const LOST: [string, string][] = [
  ['MAIL', 'accepted unsent unsent'],
  ['RCPT', 'accepted unsent unsent'],
  ['DATA', 'accepted unsent unsent'],
  ['dot', 'accepted uncertain unsent'],
]

test.each(LOST)('an answer to %s that never comes: %s', async (step, expected) => {
  const { kinds, outcomes } = await three(at(step, 2, { silent: true }), { command: 400, dot: 400 })
  expect(kinds).toBe(expected)
  expect(outcomes[1]).toMatchObject({ why: 'no answer within 400 ms' })
})

test.each(LOST)('a server that closes instead of its answer to %s: %s', async (step, expected) => {
  expect((await three(at(step, 2, { say: '', closes: 'end' }))).kinds).toBe(expected)
})

test.each(LOST)('a server that closes in the middle of its answer to %s: %s', async (step, expected) => {
  expect((await three(at(step, 2, { say: '250-taken\r\n25', every: 1, closes: 'end' }))).kinds).toBe(expected)
})

test.each(LOST)('an answer to %s of one octet at a time has no longer than one at once: %s', async (step, expected) => {
  const { kinds } = await three(at(step, 2, { say: `250 ${'x'.repeat(80)}\r\n`, every: 10 }), { command: 400, dot: 400 })
  expect(kinds).toBe(expected)
})

test('the time of a step begins when its turn comes, though all were said together', async () => {
  const slow = ({ step, letter }: Heard): Act => (letter === 2 && step !== 'dot' ? { every: 15 } : {})
  expect((await three(slow, { command: 500 })).kinds).toBe('accepted accepted accepted')
})

test('a whole letter has its time too, however quick each step', async () => {
  const slow = ({ step, letter }: Heard): Act => (letter === 2 && step !== 'dot' ? { every: 20 } : {})
  const { kinds, outcomes } = await three(slow, { letter: 600 })
  expect(kinds).toBe('accepted unsent unsent')
  expect(outcomes[1]).toMatchObject({ why: expect.stringMatching(/longer than 600 ms/) })
})

test('a letter that was stored and not answered is uncertain, and no other is', async () => {
  for (const closes of ['end', 'reset'] as const) {
    const { kinds, stored } = await three(at('dot', 2, { say: '', stores: true, closes }))
    expect(kinds).toBe('accepted uncertain unsent')
    expect(stored).toEqual([1, 2])
  }
})

test.each([
  ['MAIL', 'accepted deferred unsent', [1]],
  ['RCPT', 'accepted deferred unsent', [1]],
  ['DATA', 'accepted deferred unsent', [1]],
  ['dot', 'accepted deferred unsent', [1]],
])('421 at %s defers that letter, and the session is over: %s', async (step, expected, kept) => {
  const does = { say: '421 4.7.0 too many', stores: false, closes: 'end' } as const
  const { kinds, stored, outcomes } = await three(at(step, 2, does))
  expect(kinds).toBe(expected)
  expect(stored).toEqual(kept)
  expect(outcomes[1]).toMatchObject({ step, reply: { code: 421, enhanced: '4.7.0', text: 'too many' } })
  expect(outcomes[2]).toMatchObject({ why: '421 4.7.0 too many' })
})

test.each([
  ['MAIL', '550 5.7.1 no', 'refused'],
  ['RCPT', '550-5.1.1 no such\r\n550 5.1.1 user', 'refused'],
  ['RCPT', '450 4.2.1 later', 'deferred'],
  ['DATA', '554 5.5.1 no', 'refused'],
  ['dot', '552 5.2.2 full', 'refused'],
  ['dot', '451 4.3.1 no room', 'deferred'],
])('%s answered by %s: that letter is %s, the others go on', async (step, say, kind) => {
  // As servers do: what cannot follow is refused too.
  const script = (heard: Heard) =>
    heard.letter !== 2
      ? undefined
      : heard.step === step
        ? { say, stores: false }
        : (step === 'MAIL' && heard.step === 'RCPT') || (step !== 'dot' && heard.step === 'DATA')
          ? { say: '503 5.5.1 bad sequence' }
          : undefined
  const { kinds, stored, outcomes, heard } = await three(script)
  expect(kinds).toBe(`accepted ${kind} accepted`)
  expect(stored).toEqual([1, 3])
  expect(outcomes[1]).toMatchObject({ step, reply: { code: Number(say.slice(0, 3)) } })
  // What was begun and not brought to an end is put away before the next.
  expect(heard.filter((one) => one.step === 'RSET')).toHaveLength(step === 'MAIL' || step === 'dot' ? 0 : 1)
})

test('354 to a letter whose only reader was refused is answered by an empty one, that reaches nobody', async () => {
  const script = ({ step, letter }: Heard) =>
    letter !== 2
      ? undefined
      : step === 'RCPT'
        ? { say: '550 5.1.1 no' }
        : step === 'dot'
          ? { say: '554 no valid recipients', stores: false }
          : undefined
  const { kinds, stored, outcomes } = await three(script)
  expect(kinds).toBe('accepted refused accepted')
  expect(stored).toEqual([1, 3])
  expect(outcomes[1]).toMatchObject({ step: 'RCPT', reply: { text: 'no' } })
})

test.each([
  [
    '354 to a refused MAIL, so that an empty letter would reach somebody',
    ({ step, letter }: Heard) => (letter === 2 && step === 'MAIL' ? { say: '550 no' } : undefined),
    'accepted refused unsent',
  ],
  ['250 to DATA', at('DATA', 2, { say: '250 ok' }), 'accepted unsent unsent'],
  ['354 to MAIL', at('MAIL', 2, { say: '354 go' }), 'accepted unsent unsent'],
  ['354 to the end', at('dot', 2, { say: '354 go', stores: false }), 'accepted uncertain unsent'],
  ['a surplus answer with the 354', at('DATA', 2, { say: '354 go\r\n250 taken' }), 'accepted unsent unsent'],
  ['half a surplus answer with the 354', at('DATA', 2, { say: '354 go\r\n25' }), 'accepted unsent unsent'],
  ['codes that differ within one answer', at('dot', 2, { say: '250-a\r\n550 b', stores: false }), 'accepted uncertain unsent'],
  ['no code', at('dot', 2, { say: 'HTTP/1.1 200 OK' }), 'accepted uncertain unsent'],
  ['a code of no kind', at('RCPT', 2, { say: '999 ok' }), 'accepted unsent unsent'],
  ['a line without end', at('RCPT', 2, { say: `250 ${'x'.repeat(9_000)}` }), 'accepted unsent unsent'],
  ['lines without end', at('RCPT', 2, { say: '250-x\r\n'.repeat(500) }), 'accepted unsent unsent'],
])('a server that makes no sense (%s) is left', async (_what, script, expected) => {
  expect((await three(script)).kinds).toBe(expected)
})

test('an answer before garbage counts', async () => {
  const { kinds } = await three(at('dot', 2, { say: '250 taken\r\n\0\0\0\r\n' }))
  expect(kinds).toBe('accepted accepted unsent')
})

test.each([
  ['lines', '250-2.0.0 one\r\n250-2.0.0 two\r\n250 2.0.0 three', { code: 250, enhanced: '2.0.0', text: 'one two three' }],
  ['no words', '250', { code: 250, text: '' }],
  ['a line feed alone', '250 2.0.0 taken\n', { code: 250, enhanced: '2.0.0', text: 'taken' }],
  ['controls', '250 a\u001b[2Jb\0c', { code: 250, text: 'a [2Jb c' }],
  ['other letters', '250 reçu', { code: 250, text: 'reçu' }],
])('an answer of %s is read', async (_what, say, reply) => {
  const { outcomes } = await three(at('dot', 2, { say }))
  expect(outcomes[1]).toEqual({ kind: 'accepted', reply })
})

test('close lets the letters under way come to their end, and what comes later is unsent', async () => {
  const server = await scriptedServer()
  onTestFinished(server.close)
  const session = await openSession({ host: '127.0.0.1', port: server.port, tls: 'never', name: 'us' })
  const sending = [1, 2, 3].map((n) => session.send(letter(n)))
  const closing = [session.close(), session.close()]
  expect(session.isOpen).toBe(false)
  expect(await session.send(letter(4))).toMatchObject({ kind: 'unsent' })
  await Promise.all(closing)
  expect((await Promise.all(sending)).map(({ kind }) => kind)).toEqual(['accepted', 'accepted', 'accepted'])
  expect(server.heard.at(-1)?.step).toBe('QUIT')
})

test('an abort in the middle leaves nothing unsaid', async () => {
  const stop = new AbortController()
  const server = await scriptedServer(({ step, letter }) =>
    step === 'dot' && letter === 2 ? (stop.abort(), { silent: true }) : undefined,
  )
  onTestFinished(server.close)
  const session = await openSession({ host: '127.0.0.1', port: server.port, tls: 'never', name: 'us' }, { signal: stop.signal })
  const outcomes = await Promise.all([1, 2, 3].map((n) => session.send(letter(n))))
  expect(outcomes).toMatchObject([
    { kind: 'accepted' },
    { kind: 'uncertain', why: 'given up' },
    { kind: 'unsent', why: 'given up' },
  ])
})

test('a server that says something unasked is left before the next letter', async () => {
  const server = await scriptedServer(({ step, letter }) =>
    step === 'dot' && letter === 1 ? { say: '250 taken\r\n250 taken' } : undefined,
  )
  onTestFinished(server.close)
  const session = await openSession({ host: '127.0.0.1', port: server.port, tls: 'never', name: 'us' })
  expect(await session.send(letter(1))).toMatchObject({ kind: 'accepted' })
  expect(await session.send(letter(2))).toEqual({ kind: 'unsent', why: 'unasked: 250 taken' })
})

const act = fc.oneof(
  { weight: 8, arbitrary: fc.constant<Act>({}) },
  fc.record({
    say: fc.constantFrom(
      '421 4.7.0 out',
      '451 later',
      '550 5.1.1 no',
      '250 ok',
      '354 go',
      'x',
      '250-a\r\n250 b',
      '250 a\r\n250 b',
      '25',
    ),
    closes: fc.constantFrom('end' as const, undefined),
  }),
  fc.record({ say: fc.constant(''), closes: fc.constantFrom('end' as const, 'reset' as const) }),
  fc.constant<Act>({ silent: true }),
)
const scripts = fc.array(fc.record({ MAIL: act, RCPT: act, DATA: act, dot: act, stores: fc.boolean() }), {
  minLength: 6,
  maxLength: 6,
})

test('whatever a server does, what is called taken was stored, and what is called anything but uncertain was not', async () => {
  await fc.assert(
    fc.asyncProperty(scripts, fc.boolean(), async (script, pipelining) => {
      const doing = ({ step, letter }: Heard): Act | undefined => {
        const acts = script[letter - 1]
        if (!acts || !(step in acts)) return undefined
        const does = acts[step as 'dot']
        // An honest server: what it says yes to it has stored, what it says no to it has not; where it says nothing it may have.
        const isYes = does.say === undefined ? !does.silent : does.say.startsWith('250')
        const isNo = does.say !== undefined && /^[45]/.test(does.say)
        return step === 'dot' ? { ...does, stores: isYes || (!isNo && acts.stores) } : does
      }
      const server = await scriptedServer(doing, pipelining ? undefined : [])
      const target = { host: '127.0.0.1', port: server.port, tls: 'never' as const, name: 'us' }
      const session = await openSession(target, { limits: { command: 120, dot: 120 } })
      const outcomes: Outcome[] = await Promise.all(script.map((_, n) => session.send(letter(n))))
      await session.close()
      const stored = server.stored.map(idOf).filter((id) => !Number.isNaN(id))
      await server.close()
      expect(new Set(stored).size).toBe(stored.length)
      outcomes.forEach(({ kind }, n) => {
        if (kind === 'accepted') expect(stored).toContain(n)
        else if (kind !== 'uncertain') expect(stored).not.toContain(n)
      })
      // At most one is ever in doubt.
      expect(outcomes.filter(({ kind }) => kind === 'uncertain').length).toBeLessThanOrEqual(1)
    }),
    { numRuns: 150 },
  )
})
