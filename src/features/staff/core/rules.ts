import { createHash } from 'node:crypto'
import type { Grants, Scope } from '#platform/auth/actor'

/** Roles that can be given, in the order in which they are offered. */
export const ADMINISTRATOR = 'administrator'
/** Roles that whoever gives mandates everywhere gives without holding what they hold, and never herself: who lets in those who keep books keeps none. */
export const APART = ['treasurer']

/** Records that one may open in a minute before somebody looks. */
export const VIEWS_A_MINUTE = 100
/** Rows of an export from which somebody looks. */
export const LARGE_EXPORT = 1000
/** Mandates to see people that one person gives in a day, before all who answer for the file are told: each has a day's ceiling of its own. */
export const MANDATES_A_DAY = 3
/** How long an approval waits to be used. */
export const APPROVAL_TIME = 24 * 60 * 60 * 1000

type Held = { permissions: string[]; area_id: string | null; place_id: string | null; departments: string[] }
/** What a mandate gives, and as what. */
export type Holding = Held & { role_id: string }

/** What mandates give together: each permission, everywhere or in areas. A region is also its departments. */
export function grantsFrom(mandates: Held[]): Grants {
  const grants = new Map<string, Scope>()
  for (const { permissions, area_id, place_id, departments } of mandates) {
    const here = [...(area_id ? [area_id, ...departments] : []), ...(place_id ? [place_id] : [])]
    const scope: Scope = here.length === 0 ? 'everywhere' : here
    for (const permission of permissions) grants.set(permission, together(grants.get(permission), scope))
  }
  return grants
}

function together(a: Scope | undefined, b: Scope): Scope {
  if (a === 'everywhere' || b === 'everywhere') return 'everywhere'
  return [...new Set([...(a ?? []), ...b])]
}

/** Whether all of `inner` lies in `outer`. `around` names what a town or department lies in. */
export function covers(outer: Scope, inner: Scope, around: (id: string) => string[] = () => []): boolean {
  if (outer === 'everywhere') return true
  if (inner === 'everywhere') return false
  return inner.every((id) => outer.includes(id) || around(id).some((one) => outer.includes(one)))
}

type Chained = {
  seq: string
  at: Date
  actor: string | null
  roles: string[]
  action: string
  object_kind: string
  object_id: string | null
  fields: string[]
  count: number
  reason: string | null
}

/** Before the first row. */
export const GENESIS = Buffer.alloc(32)

/** Hash of a row: SHA-256 over the hash before it and all that it says, in a fixed order. */
export function chainHash(previous: Buffer, row: Chained): Buffer {
  const said = [
    row.seq,
    row.at.toISOString(),
    row.actor,
    row.roles,
    row.action,
    row.object_kind,
    row.object_id,
    row.fields,
    row.count,
    row.reason,
  ]
  return createHash('sha256').update(previous).update(JSON.stringify(said)).digest()
}
