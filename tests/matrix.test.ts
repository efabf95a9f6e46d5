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
const EVERYWHERE = /^\/staff\/(imports|journal|alerts|movement|exports\/(approval|movement)|requests|retention|fields|merges)/

test('every door × every role × two territories: opened by the permission that it names, and by nothing else', async () => {
  const [here] = await addSupporters(program, [{ given_name: 'Zoé', family_name: 'Ici', place: 'FR-69123' }])
  const permissions = await permissionsOf()
  const who = await askers()
  const faults: string[] = []
  for (const door of server.doors) {
    const [method, pattern, permission] = door.split(' ') as [string, string, string]
    if (permission === 'anyone' || method === 'HEAD') continue
    const url = pattern
      .replace(':person', here!)
      .replace(':rule', 'unreachable')
      .replace(':key', 'nothing')
      .replaceAll(/:\w+/g, NOBODY)
    for (const [name, visitor] of Object.entries(who)) {
      // Ending one's own session or account would end the test.
      if (/sign-out|sessions|\/me\/erasure/.test(url)) continue
      const { statusCode } = method === 'GET' ? await visitor.get(url) : await visitor.post(url)
      const role = name.replace(/ (here|elsewhere)$/, '')
      const holds = permission === 'signed-in' ? name !== 'nobody' : (permissions.get(role)?.has(permission) ?? false)
      const opened = ![303, 403].includes(statusCode) || (statusCode === 303 && method === 'POST')
      if (!holds && !(statusCode === 403 || (statusCode === 303 && name === 'nobody')))
        faults.push(`${door}: ${name} got ${statusCode}`)
      if (
        holds &&
        permission !== 'signed-in' &&
        !name.startsWith('coordinator') &&
        statusCode === 403 &&
        !pattern.includes('exports/movement')
      )
        faults.push(`${door}: ${name} was refused`)
      if (name.startsWith('coordinator') && holds && EVERYWHERE.test(url) && opened)
        faults.push(`${door}: ${name} opened what has no territory (${statusCode})`)
      if (name === 'coordinator elsewhere' && holds && pattern.includes(':person') && statusCode !== 404 && statusCode !== 422)
        faults.push(`${door}: ${name} got ${statusCode}`)
      if (statusCode >= 500) faults.push(`${door}: ${name} got ${statusCode}`)
    }
    // The person may have been erased by who may erase: the next door finds her again.
    if ((await rows('select 1 from person where id = $1', [here])).length === 0)
      await rows(
        "insert into person (id, given_name, locale, country, place_id, department_id, created_at, updated_at) values ($1, 'Zoé', 'fr', 'FR', 'FR-69123', 'FR-69', now(), now())",
        [here],
      )
    await rows('update person set restricted_at = null')
  }
  expect(faults).toEqual([])
  expect(server.doors.filter((door) => !door.endsWith('anyone')).length).toBeGreaterThan(70)
}, 120_000)
