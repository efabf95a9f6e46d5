import { expect, test } from 'vitest'
import { addEvent } from './support/events.ts'
import { found, type Signer, signer } from './support/groups.ts'
import { keptBy } from './support/kept.ts'
import { useProgram, visitor } from './support/program.ts'
import { staffMember } from './support/staff.ts'

/** Every route gets the wrong type of each parameter, query and field that its shape names: no answer is a fault of ours, and nothing changes. */
const program = await useProgram()
const { server } = program

type Shape = { properties?: Record<string, unknown> }
type Body = { payload: string; type: string }
type Sent = { method: string; url: string; body?: Body }
type Known = Record<string, string>

/** What stands where a parameter does: things that are there, as far as the name says what it is. */
async function things({ person }: Signer): Promise<Known> {
  const group = await found(program, [person])
  const event = await addEvent(program, person, { group })
  return { person, group, event, recipe: 'door-to-door', colour: 'b3261e', number: '1', a: person }
}

const WRONG_IN_PATH = [
  'undefined',
  'null',
  '0',
  '-1',
  '%2e%2e',
  "'",
  'é',
  'x'.repeat(190),
  '00000000-0000-0000-0000-00000000000g',
]
const form = (payload: string): Body => ({ payload, type: 'application/x-www-form-urlencoded' })
const json = (value: unknown): Body => ({ payload: JSON.stringify(value), type: 'application/json' })
const NO_FORM = form('')

/** Wrong types of a field, as a form and as a program send them. A number is none: where a text is wanted it is read as one. */
const wrongIn = (name: string): Body[] => [
  form(`${name}[x][y]=1`),
  form(`${name}=${'x'.repeat(20_000)}`),
  form(`${name}=%00`),
  json({ [name]: { x: { y: 1 } } }),
  json({ [name]: [[1], 'a'] }),
]
const wrongInQuery = (name: string) => [
  `${name}[x][y]=1`,
  `${name}=a&${name}=b`,
  `${name}=${'x'.repeat(3_000)}`,
  `${name}=%00`,
  `${name}=-1e300`,
]
/** Bodies that are no form at all: taken as empty ones, or refused. */
const SHAPELESS: Body[] = [
  ...[[], 'x', null, 1].map(json),
  form('='),
  { payload: '{', type: 'application/json' },
  { payload: '%', type: 'text/plain' },
  { payload: '--', type: 'multipart/form-data; boundary=x' },
]

const namesIn = (shape: unknown) => Object.keys((shape as Shape | undefined)?.properties ?? {})

/** A route with things that are there in its path, but for one. */
function routeOf(door: string, known: Known) {
  const [method = '', pattern = ''] = door.split(' ')
  const params = [...pattern.matchAll(/:(\w+)/g)].map(([, name]) => name!)
  const filled = (but?: string, wrong = '') =>
    pattern.replace(/:(\w+)/g, (_, name: string) => (name === but ? wrong : (known[name] ?? crypto.randomUUID())))
  return { method, params, filled, ...(method === 'GET' ? {} : { body: NO_FORM }) }
}

function* wrongTypes(door: string, known: Known): Generator<Sent> {
  const { params, filled, ...sent } = routeOf(door, known)
  const schema = server.schemas.get(door)
  for (const name of params) for (const wrong of WRONG_IN_PATH) yield { ...sent, url: filled(name, wrong) }
  for (const name of namesIn(schema?.querystring))
    for (const query of wrongInQuery(name)) yield { ...sent, url: `${filled()}?${query}` }
  for (const name of namesIn(schema?.body)) for (const body of wrongIn(name)) yield { ...sent, url: filled(), body }
}

test('no wrong type of any parameter, query or field is answered with a fault of ours, nor changes anything', async () => {
  await server.ready()
  const zoe = await signer(program, 'Zoé')
  const [known, chief] = [await things(zoe), await staffMember(program, 'administrator')]
  // Each where she gets furthest: an organiser who holds an event, and an administrator.
  const cookieFor = (door: string) => `session=${(/ (anyone|signed-in)$/.test(door) ? zoe : chief).cookies.get('session')}`
  const faults: string[] = []
  let sent = 0
  const send = async (door: string, { method, url, body }: Sent) => {
    const headers = { ...visitor(), cookie: cookieFor(door), accept: 'text/html', ...(body ? { 'content-type': body.type } : {}) }
    const answer = await server.inject({ method: method as 'POST', url, headers, ...(body ? { payload: body.payload } : {}) })
    sent += 1
    if (answer.statusCode >= 500) faults.push(`${door}: ${url.slice(0, 120)} ${body?.payload.slice(0, 80) ?? ''}`)
  }
  const doors = server.doors.filter((one) => !one.startsWith('HEAD'))
  const before = await keptBy(program)
  for (const door of doors) for (const request of wrongTypes(door, known)) await send(door, request)
  expect(await keptBy(program)).toEqual(before)
  // Who signs out ends the other answers: last.
  for (const door of doors.filter((one) => !one.startsWith('GET') && !one.includes('sign-out')))
    for (const body of SHAPELESS) await send(door, { ...routeOf(door, known), url: routeOf(door, known).filled(), body })
  expect(faults).toEqual([])
  expect(sent).toBeGreaterThan(5_000)
}, 300_000)
