import { Type, type TOptional, type TString } from 'typebox'
import type { Locale } from '#platform/i18n/locales'
import { entriesIn, namesIn, recordOf } from '#platform/named'
import { isDay } from '#platform/text/day'
import { type AnsweredName, type Field, type FieldName, FIELDS, type FieldRow, type Form } from './fields.ts'
import { texts } from './texts.ts'

/** The plain fields of a person by their names, in the order of their declarations. */
export const DECLARED: [FieldName, Field][] = entriesIn(FIELDS)
export const FIELD_NAMES = namesIn(FIELDS)

/** Those of a part. */
export const namesOf = (part: Field['part']) => DECLARED.filter(([, field]) => field.part === part).map(([name]) => name)

/** Those that a form asks for. */
const askedIn = (form: Form) => DECLARED.filter(([, { asked }]) => asked.includes(form)).map(([name]) => name)

/** Those of a part that a form asks for. */
export const askedOf = (form: Form, part: Field['part']) => askedIn(form).filter((name) => FIELDS[name].part === part)

const isAnswered = (name: FieldName): name is AnsweredName => FIELDS[name].answered
/** Those that other software gets. */
export const ANSWERED = FIELD_NAMES.filter(isAnswered)

/** The fields alone of what has more. */
export const fieldsOf = (row: FieldRow): FieldRow => recordOf(FIELD_NAMES, (name) => row[name])

/** Those of them that say something. */
export const saidIn = (row: FieldRow): Partial<FieldRow> =>
  Object.fromEntries(FIELD_NAMES.filter((name) => row[name]).map((name) => [name, row[name]]))

/** Whether it is the name of one. */
export const isField = (name: string): name is FieldName => Object.hasOwn(FIELDS, name)

export const labelOf = (name: FieldName, locale: Locale): string => texts.in(locale)(`fields.${name}`)
export const labelsOf = (locale: Locale) => recordOf(FIELD_NAMES, (name) => labelOf(name, locale))

/** How it is called amid a sentence or a list of words. */
export function lowLabelOf(name: FieldName, locale: Locale): string {
  const label = labelOf(name, locale)
  return label.charAt(0).toLocaleLowerCase(locale) + label.slice(1)
}

// Whatever a field holds, it comes as one text.
const formOf = (name: FieldName) => FIELDS[name].form as TOptional<TString>

/** What may come in by a form. */
export const formShapes = (form: Form) => recordOf(askedIn(form), formOf)

/** What other software may send of somebody new; to change her, null takes a field away. */
export const enteredShapes = () => recordOf(FIELD_NAMES, formOf)
export const changedShapes = () => recordOf(FIELD_NAMES, (name) => Type.Optional(Type.Union([formOf(name), Type.Null()])))
/** What it gets. */
export const answeredShapes = () => recordOf(ANSWERED, (name) => FIELDS[name].api)

/** Fields as they come in; what is not there says nothing. */
export type FieldInput = { [N in FieldName]?: string | undefined }

export const readFields = (input: FieldInput): FieldRow => recordOf(FIELD_NAMES, (name) => FIELDS[name].read(input[name]))

/** Days among them that do not exist, or are to come: of a person all are past. The machine's clock will do, a day after Greenwich. */
export function wrongDays(row: FieldRow): FieldName[] {
  const tomorrow = new Date(Date.now() + 86_400_000).toISOString().slice(0, 10)
  const isWrong = (day: string) => !isDay(day) || day > tomorrow
  return FIELD_NAMES.filter((name) => FIELDS[name].control.as === 'day' && row[name] !== null && isWrong(row[name]))
}

const typed = (row: FieldRow, names: FieldName[]): FieldInput =>
  Object.assign({}, ...names.map((name) => FIELDS[name].typed(row[name], name)))

/** Fields as a form shows them again. */
export const typedFields = (row: FieldRow) => typed(row, FIELD_NAMES)

/** What came by a form. Of what it does not ask for nothing is taken, whatever was sent: it stays as it was. */
export function cameBy<B extends FieldInput>(form: Form, body: B, before?: FieldRow): B {
  const others = FIELD_NAMES.filter((name) => !askedIn(form).includes(name))
  return { ...body, ...recordOf(others, () => undefined), ...(before && typed(before, others)) }
}

/** What it says, in words; nothing: ''. */
export function saidOf(name: FieldName, row: FieldRow, locale: Locale): string {
  const { say }: Field = FIELDS[name]
  return say(row[name], { t: texts.in(locale), locale }).join(', ')
}

/** What a page tells of a part, beside the form that asks for it; nothing of what is empty. */
export const factsOf = (form: Form, part: Field['part'], { row, locale }: { row: FieldRow; locale: Locale }) =>
  askedOf(form, part)
    .map((name) => ({ label: labelOf(name, locale), value: saidOf(name, row, locale) }))
    .filter(({ value }) => value !== '')

/** What may be chosen. */
export const optionsOf = ({ control }: Pick<Field, 'control'>, locale: Locale) =>
  'options' in control ? control.options({ t: texts.in(locale), locale }).filter(({ value }) => value !== '') : []
