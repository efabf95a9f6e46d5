import fastify from 'fastify'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { useProgram } from '../../../tests/support/program.ts'
import { registerEvenly, untilBeat } from './evenly.ts'

const { server } = await useProgram()

/** Forms with an address in them whose answers may take their time: why. */
const OPEN: Record<string, string> = {
  'POST /sign': 'nothing is looked up: whoever signs is asked by mail',
  'POST /api/v1/signatures': 'the same',
  'POST /setup/:token': 'nobody is in the file yet',
  'POST /events/:event/welcome/:token': 'she has proved the mailbox',
  'POST /give/:recipient': 'nobody is looked up but who gave before, and of her the answer says nothing',
  'POST /dues/:recipient': 'the same',
  'POST /staff/recipients/:recipient/officers': 'as mandates: accounts are no secret to those who entrust books',
  'POST /staff/mandates': 'accounts are no secret to those who give mandates',
  'POST /staff/sessions/end': 'the same',
  'POST /staff/books/:recipient/sheet': 'nobody is looked up but who gave before, and whoever keeps the book sees all of them',
  'POST /staff/journal': 'who reads the journal reads all of it',
  'POST /staff/journal.csv': 'the same',
}

test('whatever form takes an address answers on a beat, but for those named here', () => {
  const takes = [...server.schemas]
    .filter(([, { body }]) => /"(email|value)":/.test(JSON.stringify(body ?? {})))
    .map(([door]) => door.split(' ').slice(0, 2).join(' '))
  expect(takes.length).toBeGreaterThan(12)
  expect(takes.filter((door) => !server.even.includes(door)).toSorted()).toEqual(Object.keys(OPEN).toSorted())
})

test('whatever an answer took, it leaves at a whole beat, and at the first that comes', () => {
  const beat = untilBeat(0.001) + 0.001
  fc.assert(
    fc.property(fc.double({ min: 0.001, max: 10_000, noNaN: true }), (took) => {
      const left = untilBeat(took)
      const beats = (took + left) / beat
      expect(left).toBeGreaterThanOrEqual(0)
      expect(left).toBeLessThan(beat)
      expect(Math.abs(beats - Math.round(beats))).toBeLessThan(1e-9)
    }),
  )
})

test('an answer that waits for its beat comes after a later one that does not; who may know waits for nothing', async () => {
  const bare = fastify()
  bare.decorateRequest('actor', undefined as never)
  registerEvenly(bare)
  const config = { permission: 'anyone', evenly: { but: 'people.see' } }
  bare.addHook('onRequest', async (request) => {
    const scope = request.headers['x-scope']
    request.actor = { grants: new Map(scope ? [['people.see', scope === 'everywhere' ? scope : [scope]]] : []) } as never
  })
  bare.get('/even', { config }, async () => 'even')
  bare.get('/plain', { config: { permission: 'anyone' } }, async () => 'plain')
  const order: string[] = []
  const ask = (url: string, scope?: string) =>
    bare.inject({ url, headers: scope ? { 'x-scope': scope } : {} }).then(() => order.push(`${url} ${scope ?? ''}`))
  await Promise.all([ask('/even'), ask('/even', 'FR-69'), ask('/even', 'everywhere'), ask('/plain')])
  expect(order.slice(0, 2).toSorted()).toEqual(['/even everywhere', '/plain '])
  expect(order.slice(2).toSorted()).toEqual(['/even ', '/even FR-69'])
  await bare.close()
})
