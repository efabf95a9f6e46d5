import { createHash } from 'node:crypto'
import type { Scope } from '#platform/auth/actor'
import type { Rule } from '../audiences/index.ts'

/** Persons that somebody may take in a file without another. */
export const ALONE = 1000

/** The next number of two digits and zeros: who comes between asking and being allowed makes no other file of it. */
export function roundedUp(count: number): number {
  const step = 10 ** Math.max(0, String(count).length - 2)
  return Math.ceil(count / step) * step
}

/** Exactly what a second person allows: whom the file is of, where, and how many at the most. */
export function subjectOf({ id, rule, scope, most }: { id: string; rule: Rule; scope: Scope; most: number }): string {
  const said = createHash('sha256')
    .update(JSON.stringify([rule, scope]))
    .digest('base64url')
  return `audience ${id} ${said} ${most}`
}

/** How long a file can be fetched. */
export const FILE_TIME = 60 * 60 * 1000

/** Rows of a table that an archive reads at once: the embedded database keeps its one connection for a moment only. */
export const PAGE = { server: 2_500, embedded: 1_000 }

/** People whose lines the database writes by one statement, and how many of these are under way at once. */
export const PIECE = { server: { people: 25_000, atOnce: 2 }, embedded: { people: 1_000, atOnce: 1 } }

/** Tables that no archive holds, and why. */
export const LEFT_OUT: Record<string, string> = {
  kysely_migration: 'the program makes it',
  kysely_migration_lock: 'the program makes it',
  area: 'comes with the program',
  place: 'comes with the program',
  place_postal_code: 'comes with the program',
  territory_load: 'comes with the program',
  name_word: 'made again from names',
  name_slip: 'made again from names',
  person_key: 'made again from names',
  account_session: 'a session belongs to a browser',
  account_code: 'void after ten minutes',
  account_provider: 'always empty',
  account_passkey: 'belongs to one site; staff add theirs again',
  account_totp: 'a secret; staff set theirs up again',
  api_key: 'a secret of other software; give it a new one',
  bulk_act: 'what was under way; ask again',
  bulk_target: 'what was under way; ask again',
  api_answer: 'void after a day',
  disclosure: 'void after a day',
  sign_in_request: 'void after ten minutes',
  spent_code: 'void after two minutes',
  confirmation_claim: 'void after a day',
  import_part: 'gone when an import is done',
  import_piece: 'gone when an import is done',
  proxy_ask: 'numbers for one vote, forgotten the day after; no copy outlives it',
  proxy_holder: 'the same',
  proxy_match: 'the same',
  proxy_mandate: 'the same',
  proxy_round: 'the same',
  export: 'what this is',
  export_piece: 'what this is',
  station_sheet: 'counts leave by no door before their hour; an encrypted backup holds them',
  station_result: 'counts leave by no door before their hour; an encrypted backup holds them',
}
