import type pg from 'pg'

/**
 * What autovacuum does on a server, for the embedded database, which has none: fresh statistics, without which the planner reads whole tables, and
 * the room of rows that are gone. One table at a time, since each holds the one connection. Thresholds are PostgreSQL's own (manual, §20.10).
 */
export async function tidy(pool: pg.Pool): Promise<void> {
  await pool.query('select pg_stat_force_next_flush()')
  const { rows } = await pool.query<{ name: string; dead: boolean }>(
    // Counters of changes may be lost at a stop; a table that was never looked at says so itself (reltuples = -1).
    `select format('%I.%I', schemaname, s.relname) as name, n_dead_tup > 50 + 0.2 * n_live_tup as dead
     from pg_stat_user_tables s join pg_class on pg_class.oid = relid
     where n_mod_since_analyze > 50 + 0.1 * n_live_tup or n_dead_tup > 50 + 0.2 * n_live_tup
       or (reltuples < 0 and pg_relation_size(relid) > 0)`,
  )
  for (const { name, dead } of rows) await pool.query(dead ? `vacuum (analyze) ${name}` : `analyze ${name}`)
}
