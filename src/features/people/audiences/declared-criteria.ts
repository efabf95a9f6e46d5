import { sql } from 'kysely'
import type { Locale } from '#platform/i18n/locales'
import type { Translate } from '#platform/i18n/texts'
import { DECLARED, type Field, type FieldName, labelOf, lowLabelOf, optionsOf } from '../fields/index.ts'
import { DAYS, daysSentence, oneOf, readDays } from './asking.ts'
import type { Criterion, Reading } from './criterion.ts'

// The text of that key is the language itself.
const localeOf = (t: Translate) => t('audiences.locale') as Locale

type Question = Omit<Criterion, 'name' | 'label'>

/** A day: a span, open at either end but not at both. */
const byDays = (name: FieldName): Question => ({
  fields: DAYS,
  read: readDays,
  sql: ({ from, to }) => sql`(${column(name)} >= ${from ?? '-infinity'}::date and ${column(name)} <= ${to ?? 'infinity'}::date)`,
  sentence: (values, t) => daysSentence('audiences.declared-days-sentence', { ...values, field: labelOf(name, localeOf(t)) }, t),
})

/** What is written, whether in small letters or not. */
const byText = (name: FieldName): Question => ({
  fields: [{ name: 'value', label: 'audiences.field-value', kind: 'text' }],
  read: async (_app, { value = '' }): Promise<Reading> =>
    value.trim() ? { values: { value: value.trim() } } : { errors: { value: 'audiences.value-needed' } },
  sql: ({ value = '' }) => sql`(lower(${column(name)}) = ${value.toLowerCase()})`,
  sentence: ({ value = '' }, t) => t('audiences.field-sentence', { field: lowLabelOf(name, localeOf(t)), value }),
})

/** What is chosen. */
const byChoice = (name: FieldName, field: Field): Question => ({
  fields: [{ name: 'value', label: `fields.${name}`, kind: 'choice', options: (_choices, t) => optionsOf(field, localeOf(t)) }],
  // They are the same in every language.
  read: oneOf(
    'value',
    optionsOf(field, 'fr').map(({ value }) => value),
  ),
  sql: ({ value }) => sql`(${column(name)} = ${value})`,
  sentence: ({ value = '' }, t) =>
    t('audiences.field-sentence', {
      field: lowLabelOf(name, localeOf(t)),
      value: optionsOf(field, localeOf(t)).find((one) => one.value === value)?.text ?? value,
    }),
})

function questionOf(name: FieldName, field: Field): Question {
  if (field.control.as === 'day') return byDays(name)
  return 'options' in field.control ? byChoice(name, field) : byText(name)
}

const column = (name: FieldName) => sql.ref(`person.${name}`)

/** A question of each plain field of a person that says so. */
export const declaredCriteria: Criterion[] = DECLARED.filter(([, { criterion }]) => criterion).map(([name, field]) => ({
  name,
  label: `fields.${name}`,
  ...questionOf(name, field),
}))
