import { type RawBuilder, sql } from 'kysely'

/** A value as PostgreSQL's jsonb. The driver would make an array of a list, and a bare text of a string. */
export function jsonb<T>(value: T): RawBuilder<T> {
  return sql<T>`${JSON.stringify(value)}::jsonb`
}
