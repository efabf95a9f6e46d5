import { sql } from 'kysely'
import type { Handle } from '#platform/db/handle'
import type { PersonId } from '#people'
import { db } from '../tables.ts'

/** One mailbox in two spellings: tags after a plus, dots at Gmail (as the file of people reads them). */
const mailbox = (of: 'x' | 'y') => {
  const value = sql.ref(`${of}.value`)
  const name = sql`split_part(split_part(lower(${value}), '@', 1), '+', 1)`
  const host = sql`split_part(lower(${value}), '@', 2)`
  return sql`case when ${host} in ('gmail.com', 'googlemail.com') then replace(${name}, '.', '') || '@gmail.com' else ${name} || '@' || ${host} end`
}

/**
 * Whether two records may be one person, as far as anybody can tell: the same name (unless born on different days), or one mailbox, which lets whoever reads it
 * press for both. Stricter than where duplicates are looked for: it is about money, and somebody else can always be asked.
 */
export async function mayBeOne(handle: Handle, a: PersonId, b: PersonId): Promise<boolean> {
  if (a === b) return true
  const { rows } = await sql`select 1 from person p join person q on p.id = ${a}::uuid and q.id = ${b}::uuid
    where (p.sort_name = q.sort_name and p.sort_name like '% %' and (p.born_on is null or q.born_on is null or p.born_on = q.born_on))
      or exists (select from contact_point x join contact_point y on y.person_id = q.id and y.kind = 'email' and ${mailbox('x')} = ${mailbox('y')}
        where x.person_id = p.id and x.kind = 'email')`.execute(db(handle))
  return rows.length > 0
}
