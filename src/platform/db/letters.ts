import type pg from 'pg'
import type { Log } from '../log.ts'

/**
 * Tells of a database that knows no letters beyond A to Z (`lc_ctype` C or POSIX, as `createdb` makes where no language is set): there
 * `lower('É')` is 'É', and what compares without regard to case takes "École" and "ÉCOLE" for two. Search has keys of its own and finds all.
 */
export async function tellOfLetters(pool: pg.Pool, log: Log): Promise<void> {
  const { rows } = await pool.query<{ knows: boolean; lc_ctype: string }>(
    "select lower('É') = 'é' as knows, datctype as lc_ctype from pg_database where datname = current_database()",
  )
  const [{ knows, lc_ctype } = { knows: true, lc_ctype: '' }] = rows
  if (!knows)
    log.warn({ lc_ctype }, 'the database knows no letters beyond A to Z: make it anew with LC_CTYPE C.UTF-8 or a language’s')
}
