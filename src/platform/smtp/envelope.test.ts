import fc from 'fast-check'
import { expect, test } from 'vitest'
import { prepare, type Prepared } from './envelope.ts'
import type { Capabilities } from './outcomes.ts'

const can: Capabilities = { pipelining: true, eightBit: true, utf8: true, startTls: false, size: 100_000, auth: [] }
const letter = { from: 'b@example.org', to: 'zoe@example.org', data: Buffer.from('A: b\r\n\r\nc\r\n') }
const prepared = (change: Partial<typeof letter>, able: Partial<Capabilities> = {}) =>
  prepare({ ...letter, ...change }, { ...can, ...able })

test.each([
  'zoe@example.org\r\nRCPT TO:<all@example.org>',
  'zoe@example.org\n',
  'zoe@example.org\0',
  'zoe@example.org> NOTIFY=NEVER',
  'zoe@example.org>\r\nDATA',
  'zoe zoe@example.org',
  'zoe\u2028@example.org',
  'zoe\u0085@example.org',
  'zoe\u202e@example.org',
  'zoe@exa\u00a0mple.org',
  'zoe',
  '@example.org',
  'zoe@',
  '"zoe zoe"@example.org',
  'zoe@example.org,all@example.org',
  `${'z'.repeat(65)}@example.org`,
  `zoe@${'z'.repeat(254)}.org`,
  '\ud800@example.org',
  '',
])('%j is no address to write to: nothing is said to the server', (to) => {
  expect(prepared({ to })).toEqual({ code: 553, enhanced: '5.1.3', text: 'not an address' })
})

test.each([
  ["o'neil+news@example.org", "o'neil+news@example.org"],
  ['zoe@[127.0.0.1]', 'zoe@[127.0.0.1]'],
  ['zoe@münchen.example', 'zoe@xn--mnchen-3ya.example'],
  ['élodie@münchen.example', 'élodie@münchen.example'],
])('%s is written to as %s', (to, path) => {
  expect(prepared({ to })).toMatchObject({ rcpt: `RCPT TO:<${path}>\r\n` })
})

test('whom reports go to may be nobody', () => {
  expect(prepared({ from: '' })).toMatchObject({ mail: 'MAIL FROM:<> SIZE=11\r\n' })
})

test('what a letter asks of a server is told at MAIL, and refused where the server cannot', () => {
  const eightBit = { data: Buffer.from('A: b\r\n\r\né\r\n') }
  const eightBitHeader = { data: Buffer.from('A: é\r\n\r\nc\r\n') }
  expect(prepared(eightBit)).toMatchObject({ mail: expect.stringMatching(/ BODY=8BITMIME\r\n$/) })
  expect(prepared(eightBit, { eightBit: false })).toMatchObject({ code: 554, enhanced: '5.6.3' })
  expect(prepared(eightBitHeader)).toMatchObject({ mail: expect.stringMatching(/ BODY=8BITMIME SMTPUTF8\r\n$/) })
  expect(prepared(eightBitHeader, { utf8: false })).toMatchObject({ code: 553, enhanced: '5.6.7' })
  expect(prepared({ to: 'élodie@example.org' })).toMatchObject({ mail: expect.stringMatching(/ SMTPUTF8\r\n$/) })
  expect(prepared({ to: 'élodie@example.org' }, { utf8: false })).toMatchObject({ code: 553, enhanced: '5.6.7' })
  // A host alone needs nothing of the server.
  expect(prepared({ to: 'zoe@münchen.example' }, { utf8: false })).toHaveProperty('rcpt')
  expect(prepared({}, { size: 10 })).toMatchObject({ code: 552, enhanced: '5.3.4' })
  expect(prepared({}, { size: 0 })).toMatchObject({ mail: 'MAIL FROM:<b@example.org> SIZE=11\r\n' })
})

test.each([
  ['a line feed alone', 'A: b\r\n\r\nc\n.\r\nMAIL FROM:<x@y>\r\n'],
  ['a carriage return alone', 'A: b\r\n\r\nc\r.\r\n'],
  ['a carriage return at the end', 'A: b\r\n\r\nc\r'],
  ['a NUL', 'A: b\r\n\r\n\0\r\n'],
  ['a line of 999 octets', `A: b\r\n\r\n${'x'.repeat(999)}\r\n`],
  ['a last line of 999 octets', `A: b\r\n\r\n${'x'.repeat(999)}`],
])('a letter with %s is not sent', (_what, text) => {
  expect(prepared({ data: Buffer.from(text) })).toMatchObject({ code: 554, enhanced: '5.6.0' })
})

test('lines of 998 octets go', () => {
  expect(prepared({ data: Buffer.from(`A: b\r\n\r\n${'x'.repeat(998)}\r\n${'x'.repeat(998)}`) })).toHaveProperty('mail')
})

/** What a server makes of it (RFC 5321 §4.5.2). */
function received(text: string): { letter: string; after: string } {
  const lines = text.split('\r\n')
  const end = lines.indexOf('.')
  return {
    letter: lines
      .slice(0, end)
      .map((line) => `${line.replace(/^\./, '')}\r\n`)
      .join(''),
    after: lines.slice(end + 1).join('\r\n'),
  }
}

test('whatever the lines are, the server gets just them, and nothing after them', () => {
  const line = fc.string({ unit: fc.constantFrom('.', '.', 'a', ' ', 'é'), maxLength: 5 })
  fc.assert(
    fc.property(fc.array(line), fc.boolean(), (lines, isEnded) => {
      const text = lines.join('\r\n') + (isEnded ? '\r\n' : '')
      const { data } = prepared({ data: Buffer.from(text) }) as Prepared
      const whole = text === '' || text.endsWith('\r\n') ? text : `${text}\r\n`
      expect(received(Buffer.concat(data).toString())).toEqual({ letter: whole, after: '' })
    }),
  )
})

test('whatever the address is, no line but ours is said', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const said = prepared({ to: `${text}@example.org`, from: `${text}@example.org` })
      if ('rcpt' in said)
        expect(`${said.mail}${said.rcpt}`).toMatch(/^MAIL FROM:<[^\s<>]+> SIZE=11( SMTPUTF8)?\r\nRCPT TO:<[^\s<>]+>\r\n$/)
    }),
  )
})
