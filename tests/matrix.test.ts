import { expect, test } from 'vitest'
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
  }
}

/** What role has which permission, as it is seeded. */
async function permissionsOf(): Promise<Map<string, Set<string>>> {
  const found = await rows<{ id: string; permissions: string[] }>('select id, permissions from role')
  return new Map(found.map(({ id, permissions }) => [id, new Set(permissions)]))
}

/** Pages and acts that have no territory: a mandate for a part opens none of them. */
const EVERYWHERE =
  /^\/staff\/(imports|journal|alerts|movement|exports\/(approval|movement)|requests|retention|fields|merges|keys)/

type Try = { method: string; pattern: string; permission: string; name: string; status: number; holds: boolean }

/** What is wrong with an answer, if anything is. */
function faultOf({ method, pattern, permission, name, status, holds }: Try): string | undefined {
  const coordinator = name.startsWith('coordinator')
  if (status >= 500) return 'broke'
  if (!holds) return status === 403 || ([303, 401].includes(status) && name === 'nobody') ? undefined : 'was let in'
  if (permission === 'signed-in') return undefined
  if (coordinator) return territoryFaultOf({ method, pattern, permission, name, status, holds })
  return status === 403 && !pattern.includes('exports/movement') ? 'was refused' : undefined
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

test('every door × every role × two territories: opened by the permission that it names, and by nothing else', async () => {
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
      const holds = permission === 'signed-in' ? name !== 'nobody' : held?.has(permission) === true
      const fault = faultOf({ method, pattern, permission, name, status, holds })
      if (fault) faults.push(`${method} ${pattern} (${permission}): ${name} ${fault}, ${status}`)
    }
    await putBack(here!)
  }
  expect(faults).toEqual([])
  expect(doors.length).toBeGreaterThan(70)
}, 120_000)
