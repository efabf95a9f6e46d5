import { type AliasedRawBuilder, sql } from 'kysely'
import { recordOf } from '#platform/named'
import { FIELD_NAMES } from './declared.ts'
import { type FieldName, FIELDS } from './fields.ts'

/** The SQL type of each. */
export const FIELD_TYPES = recordOf(FIELD_NAMES, (name) => (FIELDS[name].control.as === 'day' ? 'date' : 'text'))

type Selected<N extends FieldName> = { [M in N]: AliasedRawBuilder<string | null, M> }[N]

/** Columns of `person` as they are read: each a text, a day too. */
export const selected = <N extends FieldName>(names: readonly N[]): Selected<N>[] =>
  names.map((name) => sql<string | null>`${sql.ref(`person.${name}`)}::text`.as(name))
