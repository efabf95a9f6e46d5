import type pg from 'pg'

/** What a test may write, by the time it goes: before each test, and with the whole of it before each file. */
export type Emptying = { people(): Promise<void>; everything(): Promise<void> }

/** Tables whose rows go before each test, with all that points at them. */
const PEOPLE =
  'local_group, person, event, event_series, election, sheet, rights_request, import, export, audience, tag, custom_field, name_word, name_slip, signature, suppression, confirmation_claim, supporter_tally, account, account_code, sign_in_request, movement, approval, alert, api_key, api_answer, bulk_act, recipient, donor, payment_account, book_account, book_entry, mailing, letter, mail_pace, mail_halt, picture'.split(
    ', ',
  )

/** Rows of a table that came with the template: up to so many are put back, more (places) are nobody's to change. */
const FEW = 1_000

/** Bytes from which the room of rows that are gone is given back at once: reading past them costs each test after. */
const MUCH = 512 * 1024

type Seeded = { table: string; rows: string }

/**
 * Empties the database of a test of just what the one before wrote. TRUNCATE of all its tables costs PGlite fifteen times as much:
 * four files are made anew for each of ninety tables, most of which nobody wrote.
 */
export async function emptyingOf(pool: pg.Pool): Promise<Emptying> {
  const all = await tablesOf(pool)
  const people = await pointingAt(pool, PEOPLE)
  const seeded = await seededOf(pool, all)
  const others = all.filter((table) => !seeded.some((one) => one.table === table))
  return {
    people: () => empty(pool, people, []),
    everything: () =>
      empty(
        pool,
        others,
        seeded.filter(({ rows }) => rows !== ''),
      ),
  }
}

async function tablesOf(pool: pg.Pool): Promise<string[]> {
  const { rows } = await pool.query<{ name: string }>(
    "select oid::regclass::text as name from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace and relname !~ '^kysely'",
  )
  return rows.map(({ name }) => name)
}

/** These tables, and those whose rows point at theirs: what TRUNCATE … CASCADE would reach. */
async function pointingAt(pool: pg.Pool, tables: string[]): Promise<string[]> {
  const { rows } = await pool.query<{ name: string }>(
    `with recursive reached as (
       select name::regclass::oid as id from unnest($1::text[]) as name
       union select conrelid from pg_constraint join reached on confrelid = id where contype = 'f')
     select id::regclass::text as name from reached`,
    [tables],
  )
  return rows.map(({ name }) => name)
}

/** The tables that are not empty, with their rows; without where there are too many to be put back. */
async function seededOf(pool: pg.Pool, tables: string[]): Promise<Seeded[]> {
  const filled = await notEmpty(pool, tables)
  return Promise.all(
    filled.map(async (table) => {
      const { rows } = await pool.query<{ n: number; rows: string }>(
        `select count(*)::int as n, case when count(*) <= ${FEW} then json_agg(t)::text end as rows from ${table} t`,
      )
      return { table, rows: rows[0]!.n <= FEW ? rows[0]!.rows : '' }
    }),
  )
}

async function notEmpty(pool: pg.Pool, tables: string[]): Promise<string[]> {
  const { rows } = await pool.query({
    text: `select ${tables.map((table) => `exists (select from ${table})`).join(', ')}`,
    rowMode: 'array',
  })
  // Rows come as lists, which the driver's types do not say.
  return tables.filter((_, n) => (rows[0] as unknown as boolean[])[n])
}

async function empty(pool: pg.Pool, tables: string[], seeded: Seeded[]): Promise<void> {
  const filled = await notEmpty(pool, tables)
  const client = await pool.connect()
  try {
    // As a replica: no trigger counts what goes or keeps it, and no order is asked for.
    await client.query(
      ['begin', 'set local session_replication_role = replica', ...filled.map((table) => `delete from ${table}`)].join('; '),
    )
    for (const { table, rows } of seeded) {
      await client.query(`delete from ${table}`)
      await client.query(`insert into ${table} select * from json_populate_recordset(null::${table}, $1)`, [rows])
    }
    await client.query('commit')
  } finally {
    client.release()
  }
  await giveRoomBack(pool, filled)
}

async function giveRoomBack(pool: pg.Pool, tables: string[]): Promise<void> {
  if (tables.length === 0) return
  const { rows } = await pool.query<{ name: string }>(
    'select name from unnest($1::text[]) as name where pg_table_size(name::regclass) > $2',
    [tables, MUCH],
  )
  for (const { name } of rows) await pool.query(`vacuum ${name}`)
}
