import { sql } from 'kysely'
import type { Tx } from '#platform/db/handle'
import { db } from '../tables.ts'

/**
 * Lets each role hold what the rooms of this program say that it holds: `permissions` names the roles of each. Throws when one names a role that
 * there is none of. Writes nothing when all is as it was.
 */
export async function settleRoles(tx: Tx, permissions: Record<string, string[]>): Promise<void> {
  const pairs = Object.entries(permissions).flatMap(([permission, roles]) => roles.map((role) => ({ permission, role })))
  const known = new Set((await db(tx).selectFrom('role').select('id').execute()).map(({ id }) => id))
  const wrong = pairs.find(({ role }) => !known.has(role))
  if (wrong) throw new Error(`${wrong.permission} is held by ${wrong.role}, which is no role`)
  await sql`update role set permissions = held.permissions
    from (select r.id, coalesce(array_agg(p.permission order by p.permission) filter (where p.permission is not null), '{}') as permissions
      from role r left join jsonb_to_recordset(${JSON.stringify(pairs)}::jsonb) as p(permission text, role text) on p.role = r.id group by r.id) held
    where held.id = role.id and role.permissions is distinct from held.permissions`.execute(db(tx))
}
