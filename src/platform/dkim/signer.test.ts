import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto'
import fc from 'fast-check'
import { dkimVerify } from 'mailauth/lib/dkim/verify.js'
import { expect, test } from 'vitest'
import { bodyHash } from './canon.ts'
import { senderDomain } from './sender.ts'
import { type Header, signer } from './signer.ts'

const at = new Date('2026-11-30T09:00:00Z')
const rsa = generateKeyPairSync('rsa', { modulusLength: 2_048 }).privateKey
const ed = generateKeyPairSync('ed25519').privateKey
const keys: [string, KeyObject][] = [
  ['RSA', rsa],
  ['Ed25519', ed],
]

const headers: Header[] = [
  ['From', '"La Belle Saison" <lettre@example.org>'],
  ['To', 'zoe@example.net'],
  ['Subject', '=?utf-8?q?=C3=89t=C3=A9?='],
  ['Date', 'Mon, 30 Nov 2026 09:00:00 +0000'],
  ['Message-ID', '<abc@example.org>'],
  ['MIME-Version', '1.0'],
  ['Content-Type', 'text/plain; charset=utf-8'],
  ['List-Unsubscribe', '<https://example.org/u/abc>, <mailto:u@example.org?subject=abc>'],
  ['List-Unsubscribe-Post', 'List-Unsubscribe=One-Click'],
  ['X-Other', 'not signed'],
]

/** The record of a key in DNS (RFC 6376 §3.6.1, RFC 8463 §4: Ed25519 as its 32 bare octets). */
function record(key: KeyObject): string {
  const der = createPublicKey(key).export({ type: 'spki', format: 'der' })
  const isEd = key.asymmetricKeyType === 'ed25519'
  return `v=DKIM1; k=${isEd ? 'ed25519' : 'rsa'}; p=${(isEd ? der.subarray(-32) : der).toString('base64')}`
}

const written = (all: readonly Header[], body: Buffer) =>
  Buffer.concat([Buffer.from(`${all.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n`), body])

async function verified(letter: Buffer, key: KeyObject, when = at) {
  const { results } = await dkimVerify(letter, { curTime: when, resolver: async () => [[record(key)]] })
  return results.map(({ status: { result, comment }, signingHeaders }) => ({
    result,
    comment,
    signed: signingHeaders?.keys ?? '',
  }))
}

async function passes(key: KeyObject, all: readonly Header[], body: Buffer) {
  const signature = signer({ domain: 'example.org', selector: 's1', key, at })(all, body)
  return verified(Buffer.concat([Buffer.from(signature), written(all, body)]), key)
}

const BODIES: [string, string][] = [
  ['plain lines', 'Bonjour\r\nZoé\r\n'],
  ['nothing', ''],
  ['one empty line', '\r\n'],
  ['empty lines at the end', 'a\r\n\r\n\r\n\r\n'],
  ['empty lines at the beginning', '\r\n\r\na\r\n'],
  ['no end of its last line', 'a\r\nb'],
  ['blanks at the ends', 'a \r\nb\t \t\r\n  \r\nc  '],
  ['blanks alone', '  \r\n\t\r\n'],
  ['a line of blanks without end', 'a\r\n '],
  ['tabs and runs of blanks', 'a\tb  c\t \td\r\n\te\r\n'],
  ['lone dots', '.\r\na\r\n.\r\n..\r\n.b\r\n'],
  ['other octets', 'é à \u00a0 œ\r\n\u2028\u00a0\r\n'],
  ['long lines', `${'x'.repeat(998)}\r\n${'y '.repeat(499)}\r\n`],
]

test.each(keys.flatMap(([name, key]) => BODIES.map(([what, body]) => [name, what, key, body] as const)))(
  'a signature by %s over a body of %s is found good',
  async (...[, , key, body]) => {
    expect(await passes(key, headers, Buffer.from(body))).toMatchObject([{ result: 'pass' }])
  },
)

test('whatever the body is, its signature is found good', async () => {
  const piece = fc.constantFrom(' ', '  ', '\t', '\r\n', '\r\n', '.', 'a', 'é', '\u00a0', '=20')
  await fc.assert(
    fc.asyncProperty(fc.array(piece, { maxLength: 12 }), async (pieces) => {
      expect(await passes(ed, headers, Buffer.from(pieces.join('')))).toMatchObject([{ result: 'pass' }])
    }),
    { numRuns: 300 },
  )
})

test.each([
  ['folded', 'Été\r\n et\r\n\t automne'],
  ['of many blanks', '  a   b \t c  '],
  ['empty', ''],
  ['of one blank', ' '],
  ['of other letters', 'Été « ça »'],
  ['with colons', 'a: b: c'],
])('a header %s is signed as readers read it', async (_what, value) => {
  const all = headers.map(([name, own]): Header => (name === 'Subject' ? [name, value] : [name, own]))
  for (const [, key] of keys) expect(await passes(key, all, Buffer.from('a\r\n'))).toMatchObject([{ result: 'pass' }])
})

test('what a reader sees, and how she leaves, is signed', async () => {
  const [{ signed } = { signed: '' }] = await passes(rsa, headers, Buffer.from('a\r\n'))
  expect(signed.toLowerCase().split(/[:,; ]+/)).toEqual(
    expect.arrayContaining(['from', 'to', 'subject', 'date', 'message-id', 'list-unsubscribe', 'list-unsubscribe-post']),
  )
  const signature = signer({ domain: 'example.org', selector: 's1', key: rsa, at })(headers, Buffer.from('a\r\n'))
  expect(signature.replace(/\r\n /g, '')).toMatch(
    /h=from:from:to:to:subject:subject:date:date:message-id:[^;]*list-unsubscribe:list-unsubscribe-post;/,
  )
  expect(signature).not.toMatch(/x-other/)
  for (const line of signature.split('\r\n')) expect(line.length).toBeLessThanOrEqual(78)
})

test.each(['From', 'To', 'Subject', 'Date'])('a second %s that somebody puts in breaks the signature', async (name) => {
  const signature = signer({ domain: 'example.org', selector: 's1', key: rsa, at })(headers, Buffer.from('a\r\n'))
  for (const letter of [
    `${name}: other@example.com\r\n${signature}${written(headers, Buffer.from('a\r\n')).toString()}`,
    signature + written([...headers, [name, 'other@example.com']], Buffer.from('a\r\n')).toString(),
  ])
    expect(await verified(Buffer.from(letter), rsa)).toMatchObject([{ result: 'fail' }])
})

test('a changed letter is found out; mailauth 7.1.0 calls a changed body neutral', async () => {
  const signature = Buffer.from(signer({ domain: 'example.org', selector: 's1', key: rsa, at })(headers, Buffer.from('a b\r\n')))
  const arrives = async (all: Header[], body: string) =>
    (await verified(Buffer.concat([signature, written(all, Buffer.from(body))]), rsa))[0]
  expect(await arrives(headers, 'a b\r\n')).toMatchObject({ result: 'pass' })
  expect(await arrives(headers, 'a  b \r\n\r\n')).toMatchObject({ result: 'pass' })
  expect(await arrives(headers, 'ab\r\n')).toMatchObject({ result: 'neutral' })
  for (const name of ['From', 'Subject', 'List-Unsubscribe-Post'])
    expect(
      await arrives(
        headers.map(([own, value]): Header => (own === name ? [own, `${value}x`] : [own, value])),
        'a b\r\n',
      ),
    ).toMatchObject({ result: 'fail' })
})

test('a second try bears the same signature, and it is over after a fortnight', async () => {
  const once = () => signer({ domain: 'example.org', selector: 's1', key: rsa, at })
  const first = once()(headers, Buffer.from('a\r\n'))
  expect(once()(headers, bodyHash(Buffer.from('a\r\n')))).toBe(first)
  expect(first).toContain('t=1796029200; x=1797238800;')
  const letter = Buffer.concat([Buffer.from(first), written(headers, Buffer.from('a\r\n'))])
  expect(await verified(letter, rsa, new Date('2026-12-14T08:59:00Z'))).toMatchObject([{ result: 'pass' }])
  expect((await verified(letter, rsa, new Date('2026-12-15T09:00:00Z')))[0]?.result).not.toBe('pass')
})

test('one signer signs letters of different headers one after the other', async () => {
  const sign = signer({ domain: 'example.org', selector: 's1', key: rsa, at })
  for (const all of [headers, headers.filter(([name]) => name !== 'To'), [...headers].reverse(), headers]) {
    const letter = Buffer.concat([Buffer.from(sign(all, Buffer.from('a\r\n'))), written(all, Buffer.from('a\r\n'))])
    expect(await verified(letter, rsa)).toMatchObject([{ result: 'pass' }])
  }
  const twice: Header[] = [...headers, ['List-Id', '<a.example.org>'], ['List-Id', '<b.example.org>']]
  const letter = Buffer.concat([Buffer.from(sign(twice, Buffer.from('a\r\n'))), written(twice, Buffer.from('a\r\n'))])
  expect(await verified(letter, rsa)).toMatchObject([{ result: 'pass' }])
})

test('two selectors sign side by side', async () => {
  const body = Buffer.from('a\r\n')
  const both = [rsa, ed].map((key, n) => signer({ domain: 'example.org', selector: `s${n}`, key, at })(headers, body)).join('')
  const resolver = async (name: string) => [[record(name.startsWith('s0.') ? rsa : ed)]]
  const { results } = await dkimVerify(Buffer.concat([Buffer.from(both), written(headers, body)]), { curTime: at, resolver })
  expect(results.map(({ status }) => status.result)).toEqual(['pass', 'pass'])
})

test.each([
  ['short', () => generateKeyPairSync('rsa', { modulusLength: 1_024 }).privateKey],
  ['public', () => generateKeyPairSync('rsa', { modulusLength: 2_048 }).publicKey],
  ['of another kind', () => generateKeyPairSync('ec', { namedCurve: 'prime256v1' }).privateKey],
  ['for RSA-PSS alone', () => generateKeyPairSync('rsa-pss', { modulusLength: 2_048 }).privateKey],
  ['for X25519', () => generateKeyPairSync('x25519').privateKey],
])('a key %s is refused before a letter is made', (_what, key) => {
  expect(() => signer({ domain: 'example.org', selector: 's1', key: key(), at })).toThrow(/key/)
})

test('a key whose halves do not belong together is refused', () => {
  const jwk = rsa.export({ format: 'jwk' })
  const other = generateKeyPairSync('rsa', { modulusLength: 2_048 }).privateKey.export({ format: 'jwk' })
  expect(() =>
    signer({ domain: 'example.org', selector: 's1', key: createPrivateKey({ key: { ...jwk, n: other.n! }, format: 'jwk' }), at }),
  ).toThrow()
})

test.each(['', 'a b', 'a;b', 'a.', '-a', 'a\r\nb'])('%j is no selector and no domain', (name) => {
  expect(() => signer({ domain: 'example.org', selector: name, key: rsa, at })).toThrow()
  expect(() => signer({ domain: name, selector: 's1', key: rsa, at })).toThrow()
})

const signing =
  (from: string, domain = 'example.org') =>
  () =>
    signer({ domain, selector: 's1', key: ed, at })([['From', from], ...headers.slice(1)], Buffer.from('a\r\n'))

test.each([
  ['lettre@example.org', 'example.org'],
  ['La Belle Saison <lettre@EXAMPLE.org>', 'example.org'],
  ['"a@example.com, b <c@example.com>" <lettre@example.org>', 'example.org'],
  ['lettre@example.org (Zoé)', 'example.org'],
  ['lettre@nord.example.org', 'example.org'],
  ['lettre@example.org', 'mail.example.org'],
  ['lettre@münchen.example', 'münchen.example'],
])('a letter from %s is signed for %s', (from, domain) => {
  expect(signing(from, domain)).not.toThrow()
})

test.each([
  'lettre@example.com',
  'lettre@notexample.org',
  'a@example.com, lettre@example.org',
  'a@example.com <lettre@example.org>',
  'La Belle: lettre@example.org;',
  'lettre@example.org, ',
  '<lettre@example.org> <a@example.com>',
  'lettre@org',
  'nobody',
  '',
])('a letter from %j is not signed for example.org', (from) => {
  expect(signing(from)).toThrow(/does not sign/)
})

test('whom a signer signed for before says nothing of the next letter', () => {
  const sign = signer({ domain: 'example.org', selector: 's1', key: ed, at })
  expect(sign(headers, '')).toMatch(/^DKIM-Signature/)
  expect(() => sign([['From', 'a@example.com'], ...headers.slice(1)], '')).toThrow(/does not sign/)
})

test.each(['From', 'Date', 'Message-ID'])('a letter without %s, or with two, is not signed', (name) => {
  const sign = signer({ domain: 'example.org', selector: 's1', key: ed, at })
  const own = headers.find(([one]) => one === name)!
  expect(() =>
    sign(
      headers.filter((header) => header !== own),
      '',
    ),
  ).toThrow(`one ${name.toLowerCase()}`)
  expect(() => sign([...headers, own], '')).toThrow(`one ${name.toLowerCase()}`)
})

test.each(['a\r\nBcc: all@example.org', 'a\nb', 'a\rb', 'a\r\n', 'a\r\n \r\nb', 'a\r\n\r\nb', 'a\r\n '])(
  'a name that goes on into another header (%j) is not signed',
  (value) => {
    const sign = signer({ domain: 'example.org', selector: 's1', key: ed, at })
    expect(() => sign([...headers, ['X-Name', value]], '')).toThrow(/another header/)
  },
)

test('the domain of a sender is read through names, quotes and comments', () => {
  expect(senderDomain('=?utf-8?q?=40?= <a@Example.ORG>')).toBe('example.org')
  expect(senderDomain('"x\\" <a@example.com>" <b@example.org>')).toBe('example.org')
  expect(senderDomain('a@b@example.org')).toBeUndefined()
})
