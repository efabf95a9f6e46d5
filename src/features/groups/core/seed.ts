import { sql } from 'kysely'
import type { Tx } from '#platform/db/handle'
import type { PersonId } from '#people'
import { db, type GroupId, type Role } from './tables.ts'

/** A made-up group, for the demo movement, tests and benchmarks. */
export type SeedGroup = {
  id: GroupId
  name: string
  habits: string | null
  description: string | null
  place_id: string
  department_id: string | null
  country: string
  lng: number
  lat: number
  languages: string[]
  themes: string[]
  accessible: boolean
  joining: 'open' | 'approval'
  parent_id: GroupId | null
  generation: number
  created_at: Date
  last_active_at: Date
}

export type SeedMember = {
  group_id: GroupId
  person_id: PersonId
  role: Role
  joined_at: Date
  shows_name: boolean
  organisers_see: boolean
}

/** Adds groups with their members at once. For chunks of some hundreds; parents come first. */
export async function seedGroups(tx: Tx, groups: SeedGroup[], members: SeedMember[]): Promise<void> {
  await sql`insert into local_group (id, name, habits, description, place_id, department_id, country, precision, lng, lat, languages, themes, accessible, joining,
      parent_id, generation, created_at, last_active_at)
    select id, name, habits, description, place_id, department_id, country, 'town', lng, lat, languages, themes, accessible, joining, parent_id, generation, created_at, last_active_at
    from jsonb_to_recordset(${JSON.stringify(groups)}::jsonb) as g (id uuid, name text, habits text, description text, place_id text, department_id text, country text,
      lng float8, lat float8, languages text[], themes text[], accessible boolean, joining text, parent_id uuid, generation smallint, created_at timestamptz,
      last_active_at timestamptz)`.execute(db(tx))
  await sql`insert into membership (group_id, person_id, role, joined_at, how, shows_name, organisers_see)
    select group_id, person_id, role, joined_at, 'site', shows_name, organisers_see
    from jsonb_to_recordset(${JSON.stringify(members)}::jsonb) as m (group_id uuid, person_id uuid, role text, joined_at timestamptz, shows_name boolean, organisers_see boolean)`.execute(
    db(tx),
  )
}
