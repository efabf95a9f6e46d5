import { expect, test } from 'vitest'
import { useProgram } from '../../../../tests/support/program.ts'
import { postForm, signByApi } from '../../../../tests/support/signing.ts'
import { MAILS_FROM_ANYWHERE } from '../../people/core/rules.ts'

const program = await useProgram({ working: true, env: { SIGNATURES_PER_ADDRESS: '6', SIGNATURES_PER_MINUTE: '900' } })
const { server } = program

test('fifty signatures of one mailbox from fifty networks, tagged and resent, bring fifteen mails a day', async () => {
  const sign = () =>
    Promise.all(
      Array.from({ length: 50 }, (_, i) =>
        signByApi(program, { email: `zoe+${i % 7}@example.org`, given_name: `Zoé ${i % 10}` }),
      ),
    )
  const unfinished = async () =>
    (await program.rows("select 1 from pgboss.job where name = 'signing.confirmation-mail' and state < 'completed'")).length
  for (let round = 0; round < 3; round++) {
    expect((await sign()).map(({ statusCode }) => statusCode)).toEqual(Array.from({ length: 50 }, () => 202))
    await expect.poll(unfinished, { timeout: 10_000 }).toBe(0)
    program.clock.now = new Date(program.clock.now.getTime() + 61 * 60_000)
  }
  expect((await program.mails()).length).toBeLessThanOrEqual(MAILS_FROM_ANYWHERE)
  expect((await program.mails()).length).toBeGreaterThan(0)
})

test('too many from one address on the network: 429, Retry-After, and a page for people', async () => {
  const here = { 'x-forwarded-for': '192.0.2.77' }
  const answers = []
  for (let i = 0; i < 301; i++) answers.push(await server.inject({ method: 'POST', url: '/sign', headers: here, payload: '' }))
  const last = answers.at(-1)!

  expect(answers.slice(0, 300).every(({ statusCode }) => statusCode !== 429)).toBe(true)
  expect(last.statusCode).toBe(429)
  expect(Number(last.headers['retry-after'])).toBeGreaterThan(0)
  expect(last.body).toContain('<h1')
  expect((await signByApi(program, { email: 'elsewhere@example.org' })).statusCode).toBe(202)
})

test('too many with one e-mail address, however it is tagged: 429', async () => {
  const here = { 'x-forwarded-for': '192.0.2.99' }
  const answers = await Promise.all(
    Array.from({ length: 8 }, (_, i) => signByApi(program, { email: `Often+${i}@Example.org` }, here)),
  )
  expect(answers.filter(({ statusCode }) => statusCode === 429)).toHaveLength(2)
})

test('nobody learns from a limit whether somebody else signed with an address', async () => {
  await Promise.all(
    Array.from({ length: 6 }, (_, i) => signByApi(program, { email: 'victim@example.org', given_name: `Zoé ${i}` })),
  )
  const stranger = { 'x-forwarded-for': '192.0.2.100' }
  const answers = []
  for (let i = 0; i < 6; i++) answers.push((await signByApi(program, { email: 'victim@example.org' }, stranger)).statusCode)
  expect(answers).toEqual([202, 202, 202, 202, 202, 202])
})

test.each([
  ['2001:db8:1:2::1', '2001:db8:1:2:aaaa:bbbb:cccc:dddd', true],
  ['2001:db8::1', '2001:db8:0:0:5::', true],
  ['2001:db8:1:2::1', '2001:db8:1:3::1', false],
])('%s and %s are one network: %s', async (one, other, same) => {
  const { networkOf } = await import('#platform/http/limits')
  const of = (ip: string) => networkOf({ ip } as Parameters<typeof networkOf>[0])
  expect(of(one) === of(other)).toBe(same)
})

test('an address that a stranger claims in a header counts only behind a proxy that is trusted', async () => {
  const strange = { remoteAddress: '198.51.100.9' }
  const post = (i: number) =>
    server.inject({ method: 'POST', url: '/sign', payload: '', ...strange, headers: { 'x-forwarded-for': `203.0.113.${i}` } })
  const answers = []
  for (let i = 0; i < 301; i++) answers.push((await post(i % 250)).statusCode)
  expect(answers.at(-1)).toBe(429)
})

test('too many from everybody together: 429, until the minute is over', async () => {
  const answers = []
  for (let i = 0; i < 900; i++) answers.push((await postForm(program, '/sign', {})).statusCode)
  expect(answers).toContain(429)
  expect((await server.inject('/')).statusCode).toBe(200)
})
