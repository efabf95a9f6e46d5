import { LOCALES } from '#platform/i18n/locales'
import { recordOf } from '#platform/named'
import { type DayOrder, readDay } from '#platform/text/day'
import { FIELD_NAMES, optionsOf } from './declared.ts'
import { type Field, type FieldName, FIELDS, type FieldRow } from './fields.ts'

/** What a cell of a file says; null: nothing, or nothing that the field may hold. */
type CellReader = (text: string) => string | null

/** Reads the cells of each row: made once a file. `unread`: fields of whose cell nothing could be made. */
export function cellReader(dates: DayOrder) {
  const readers = recordOf(FIELD_NAMES, (name) => readerOf(FIELDS[name], dates))
  return (cellOf: (name: FieldName) => string): { row: FieldRow; unread: FieldName[] } => {
    const cells = recordOf(FIELD_NAMES, cellOf)
    const row = recordOf(FIELD_NAMES, (name) => readers[name](cells[name]))
    return { row, unread: FIELD_NAMES.filter((name) => cells[name] !== '' && row[name] === null) }
  }
}

export function readerOf(field: Pick<Field, 'control'>, dates: DayOrder): CellReader {
  const { control } = field
  if (control.as === 'day') return (text) => readDay(text, dates)
  // Cut amid a sign, it would be no text to the database.
  if ('most' in control) return (text) => text.slice(0, control.most).toWellFormed() || null
  const known = namedIn(field)
  return (text) => known.get(text.toLowerCase()) ?? null
}

/** What may be chosen, by how it is kept and by its name in every language. */
const namedIn = (field: Pick<Field, 'control'>) =>
  new Map(
    LOCALES.flatMap((locale) =>
      optionsOf(field, locale).flatMap(({ value, text }) =>
        [value, text].map((name): [string, string] => [name.toLowerCase(), value]),
      ),
    ),
  )
