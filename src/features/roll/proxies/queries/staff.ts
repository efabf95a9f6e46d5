import { sql } from 'kysely'
import type { Scope } from '#platform/auth/actor'
import type { Handle } from '#platform/db/handle'
import { withinTerritory } from '#territories'
import { type AskId, db, type ElectionId } from '../tables.ts'

export type Figures = {
  waiting: number
  paused: number
  proposed: number
  agreed: number
  established: number
  holders: number
  free: number
}

/** Proxies of a territory in numbers, without anybody. One query. */
export async function figuresOf(handle: Handle, scope: Scope): Promise<Figures> {
  const open = (state: string) => sql`count(*) filter (where a.live = ${state})::int`
  const { rows } = await sql<Figures>`select asked.*, held.* from (
      select count(*) filter (where a.state = 'waiting' and a.live is null)::int as waiting, count(*) filter (where a.state = 'paused')::int as paused,
        ${open('proposed')} as proposed, ${open('agreed')} as agreed, ${open('established')} as established
      from (select proxy_ask.*, (select m.state from proxy_match m where m.ask_id = proxy_ask.id and m.state <> 'ended') as live
        from proxy_ask where ${withinTerritory(scope, 'proxy_ask')}) a) asked,
    (select count(*)::int as holders, count(*) filter (where (select count(*) from proxy_mandate d where d.holder_id = h.id and not d.said) < h.takes)::int as free
      from proxy_holder h where h.withdrawn_at is null and ${withinTerritory(scope, 'h')}) held`.execute(db(handle))
  return rows[0]!
}

export type AskInList = {
  id: AskId
  election_id: ElectionId
  given_name: string
  town: string
  department_id: string | null
  station: string | null
  how: 'mail' | 'site' | 'staff'
  state: string
  live: string | null
  invited: number
}

const SHOWN = 60

/** Who asks in a territory: a first name and a town, never a number. Those who wait first, the earliest first. One query. */
export async function asksIn(handle: Handle, scope: Scope): Promise<AskInList[]> {
  const { rows } =
    await sql<AskInList>`select a.id, a.election_id, a.given_name, a.town, a.department_id, a.station, a.how, a.state,
      (select m.state from proxy_match m where m.ask_id = a.id and m.state <> 'ended') as live,
      (select count(*)::int from proxy_match m where m.ask_id = a.id) as invited
    from proxy_ask a where a.state in ('waiting', 'paused') and ${withinTerritory(scope, 'a')}
    order by exists (select from proxy_match m where m.ask_id = a.id and m.state <> 'ended'), a.asked_at, a.id limit ${SHOWN}`.execute(
      db(handle),
    )
  return rows
}

/** Whether an ask is of that territory: another is not there. */
export async function isAskIn(handle: Handle, id: AskId, scope: Scope): Promise<boolean> {
  const { rows } =
    await sql`select 1 from proxy_ask a where a.id = ${id}::uuid and a.state in ('waiting', 'paused') and ${withinTerritory(scope, 'a')}`.execute(
      db(handle),
    )
  return rows.length > 0
}
