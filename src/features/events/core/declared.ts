import type { Given } from '#platform/http/field-shapes'
import type { Words } from '#platform/i18n/texts'
import { entriesIn, namesIn, recordOf } from '#platform/named'
import { type Field, type FieldName, FIELDS, type FieldRow, type ListedName } from './fields.ts'
import type { T } from './texts.ts'

/** The fields of an event by their names, in the order of their declarations. */
export const DECLARED: [FieldName, Field][] = entriesIn(FIELDS)
export const FIELD_NAMES = namesIn(FIELDS)

/** Fields of which who comes is told when they change. */
export const TOLD_FIELDS = DECLARED.filter(([, { mailed }]) => mailed === 'told').map(([name]) => name)

const isListed = (name: FieldName): name is ListedName => 'listed' in FIELDS[name]
export const LISTED = FIELD_NAMES.filter(isListed)
/** Those of lists, as other software gets them. */
export const listedShapes = () => recordOf(LISTED, (name) => FIELDS[name].api)

/** What may come in by the form. */
export const formShapes = () =>
  // `recordOf` gives each name the shapes of all.
  recordOf(FIELD_NAMES, (name) => FIELDS[name].form) as { [N in FieldName]: (typeof FIELDS)[N]['form'] }

/** What a form says of them. */
export const readFields = (form: { [N in FieldName]?: Given }): FieldRow =>
  // As above.
  Object.fromEntries(DECLARED.map(([name, field]) => [name, field.read(form[name])])) as FieldRow

/** Them as the form shows them again. */
export const typedFields = (row: FieldRow): Record<string, string> =>
  Object.assign({}, ...DECLARED.map(([name, field]) => field.typed(row[name], name)))

/** Who reads what among the facts: anybody; whoever holds the event; whoever holds a place, on her page and in her mails. */
const READS = {
  anyone: ({ shown }) => shown === 'fact',
  holder: ({ shown }) => shown === 'fact' || shown === 'coming',
  coming: ({ shown, mailed }) => shown === 'coming' || (shown !== 'own' && mailed !== undefined),
} satisfies Record<string, (field: Field) => boolean>

/** What somebody reads of the fields of an event, beside what code of its own shows. */
export const factsFor = (reader: keyof typeof READS, row: FieldRow, words: Words<T>) =>
  DECLARED.filter(([, field]) => READS[reader](field))
    .map(([name, field]) => ({ label: words.t(field.named ?? field.label), value: field.say(row[name], words).join(', ') }))
    .filter(({ value }) => value !== '')

/** What anybody reads of how one can be there. */
export const accessOf = (row: FieldRow, words: Words<T>): string[] =>
  DECLARED.filter(([, { shown }]) => shown === 'access').flatMap(([name, field]) => field.say(row[name], words))
