import { expect, test } from 'vitest'
import { useProgram } from '../../../tests/support/program.ts'
import { postForm, signByApi } from '../../../tests/support/signing.ts'
import { MAILS_PER_ADDRESS } from './rules.ts'

const program = await useProgram({ working: true, env: { SIGNATURES_PER_ADDRESS: '6', SIGNATURES_PER_MINUTE: '900' } })
const { server } = program

test('fifty parallel signatures of one address bring five mails at most', async () => {
  const answers = await Promise.all(Array.from({ length: 50 }, (_, i) => signByApi(program, { given_name: `Zoé ${i}` })))
  const accepted = answers.filter(({ statusCode }) => statusCode === 202).length

  expect(accepted).toBeGreaterThan(0)
  expect(answers.filter(({ statusCode }) => statusCode === 429)).toHaveLength(50 - accepted)
  await program.mailsWhen(Math.min(accepted, MAILS_PER_ADDRESS))
  expect((await program.mails()).length).toBeLessThanOrEqual(MAILS_PER_ADDRESS)
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

test('too many with one e-mail address: 429, whatever the network address', async () => {
  const answers = await Promise.all(Array.from({ length: 8 }, () => signByApi(program, { email: 'Often@Example.org' })))
  expect(answers.filter(({ statusCode }) => statusCode === 429)).toHaveLength(2)
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
