import { expect, test } from 'vitest'
import { giveKey } from '../src/features/staff/keys/commands.ts'
import { heldBy } from '../src/features/staff/core/access.ts'
import { actorOf } from '../src/platform/auth/actor.ts'
import { addSupporters } from './support/people.ts'
import { useProgram } from './support/program.ts'
import { signIn, staffMember, type Visitor, visitorOf } from './support/staff.ts'

const program = await useProgram({ working: true })
const { rows, server } = program

const NOBODY = '00000000-0000-7000-8000-000000000000'

/** Who asks, by name. A coordinator of the Rhône asks for a person of the Rhône and for one of the Isère. */
async function askers(): Promise<Record<string, Visitor>> {
  const roles = ['administrator', 'data-officer', 'staff', 'organiser', 'treasurer', 'editor', 'volunteer']
  const members = await Promise.all(roles.map(async (role) => [role, await staffMember(program, role)] as const))
  return {
    nobody: visitorOf(program),
    'signed in': await signIn(program, 'someone@example.org'),
    ...Object.fromEntries(members),
    'coordinator here': await staffMember(program, 'coordinator', { area_id: 'FR-69' }),
    'coordinator elsewhere': await staffMember(program, 'coordinator', { area_id: 'FR-38' }),
    'program here': await aProgram('FR-69'),
    'program elsewhere': await aProgram('FR-38'),
  }
}

const ALL_OF_A_KEY = ['people.see', 'people.enter', 'people.edit']

/** A program with a key for all that a key may do in a department, which an administrator gave it. */
async function aProgram(area_id: string): Promise<Visitor> {
  const { account } = await staffMember(program, 'administrator')
  const now = program.clock.now
  const holds = await heldBy(program.app, account)
  const session = { id: account, account, email: '', strongAt: now, hasTotp: true, since: now, speaksFor: null }
  const ends = new Date(now.getTime() + 86_400_000)
  const giving = {
    name: 'A program',
    permissions: ALL_OF_A_KEY,
    territory: { area_id, place_id: null },
    ends,
    personsADay: null,
    about: '',
  }
  const key = await program.app.database.transact((tx) =>
    giveKey(tx, program.app, { actor: actorOf(session, { held: holds, person: undefined, undecided: false }, now), giving }),
  )
  const headers = { authorization: `Bearer ${key}` }
  const send: Visitor['send'] = (method, url, payload) => server.inject({ method, url, headers, ...(payload ? { payload } : {}) })
  return { cookies: new Map(), send, get: (url) => server.inject({ url, headers }), post: (url) => send('POST', url, {}) }
}

/** Doors for programs alone. */
const PROGRAMS = /^\/api\/v1\/(people|tags|audiences)/

/** What role has which permission, as it is seeded. */
async function permissionsOf(): Promise<Map<string, Set<string>>> {
  const found = await rows<{ id: string; permissions: string[] }>('select id, permissions from role')
  return new Map([
    ...found.map(({ id, permissions }) => [id, new Set(permissions)] as const),
    ['program', new Set(ALL_OF_A_KEY)] as const,
  ])
}

/** Pages and acts that have no territory: a mandate for a part opens none of them. */
const EVERYWHERE =
  /^\/staff\/(imports|journal|alerts|movement|exports\/(approval|movement)|requests|retention|fields|merges|keys)/

type Try = { method: string; pattern: string; permission: string; name: string; status: number; holds: boolean }

/** What is wrong with an answer, if anything is. */
function faultOf(tried: Try): string | undefined {
  const { pattern, permission, name, status, holds } = tried
  const program = name.startsWith('program')
  if (status >= 500) return 'broke'
  // A key opens no page, and a session no door of programs.
  if (!holds || (permission !== 'signed-in' && PROGRAMS.test(pattern) !== program)) return shut(name, status)
  if (permission === 'signed-in') return undefined
  if (name === 'program here' && [401, 403].includes(status)) return 'was refused'
  if (program || name.startsWith('coordinator')) return territoryFaultOf(tried)
  return status === 403 && !pattern.includes('exports/movement') ? 'was refused' : undefined
}

/** Who is not signed in is led to the page that helps. */
function shut(name: string, status: number): string | undefined {
  return status === 403 || ([303, 401].includes(status) && /^(nobody|program)/.test(name)) ? undefined : 'was let in'
}

/** A coordinator of one department opens nothing that has no territory, and nobody of another department. */
function territoryFaultOf({ method, pattern, name, status }: Try): string | undefined {
  const opened = ![303, 403].includes(status) || (status === 303 && method === 'POST')
  if (EVERYWHERE.test(pattern) && opened) return 'opened what has no territory'
  return name.endsWith('elsewhere') && pattern.includes(':person') && ![404, 422].includes(status)
    ? 'reached a person of elsewhere'
    : undefined
}

function knock(visitor: Visitor, method: string, url: string) {
  if (method === 'GET') return visitor.get(url)
  return method === 'POST' ? visitor.post(url) : visitor.send(method as 'PATCH' | 'DELETE', url)
}

/** The person may have been erased or frozen by who may: the next door finds her again. */
async function putBack(person: string): Promise<void> {
  await rows(
    "insert into person (id, given_name, locale, country, place_id, department_id, created_at, updated_at) values ($1, 'Zoé', 'fr', 'FR', 'FR-69123', 'FR-69', now(), now()) on conflict do nothing",
    [person],
  )
  await rows('update person set restricted_at = null')
}

test('every route × every role × two territories: opened by the permission that it names, and by nothing else', async () => {
  const [here] = await addSupporters(program, [{ given_name: 'Zoé', family_name: 'Ici', place: 'FR-69123' }])
  const permissions = await permissionsOf()
  const who = await askers()
  const faults: string[] = []
  // Ending one's own session or account would end the test.
  const doors = server.doors
    .map((door) => door.split(' ') as [string, string, string])
    .filter(
      ([method, url, permission]) => permission !== 'anyone' && method !== 'HEAD' && !/sign-out|sessions|\/me\/erasure/.test(url),
    )
  for (const [method, pattern, permission] of doors) {
    const url = pattern
      .replace(':person', here!)
      .replace(':rule', 'unreachable')
      .replace(':key', 'nothing')
      .replaceAll(/:\w+/g, NOBODY)
    for (const [name, visitor] of Object.entries(who)) {
      const { statusCode: status } = await knock(visitor, method, url)
      const held = permissions.get(name.replace(/ (here|elsewhere)$/, ''))
      const holds = permission === 'signed-in' ? !/^(nobody|program)/.test(name) : held?.has(permission) === true
      const fault = faultOf({ method, pattern, permission, name, status, holds })
      if (fault) faults.push(`${method} ${pattern} (${permission}): ${name} ${fault}, ${status}`)
    }
    await putBack(here!)
  }
  expect(faults).toEqual([])
  expect(doors.length).toBeGreaterThan(70)
}, 120_000)
