import type { Words } from '#platform/i18n/texts'
import { DeclaredField } from '#ui/declared-field'
import type { FormState } from '#ui/form'
import { DECLARED, type Field } from '../core/index.ts'
import type { T } from './texts.ts'

type Part = Field['asked']

const fieldsOf = (part: Part) => DECLARED.filter(([, { asked }]) => asked === part)

/** Names of the fields of a part of the form. */
export const namesOf = (part: Part): string[] => fieldsOf(part).map(([name]) => name)

/** What the fields are called. */
export const fieldLabels = (t: T): Record<string, string> =>
  Object.fromEntries(DECLARED.map(([name, { label }]) => [name, t(label)]))

/** The fields that are declared for a part of the form. */
export function Fields({ part, t, locale, form }: Words<T> & { part: Part; form: FormState }) {
  const shared = { t, locale, form, optional: t('hosting.form.optional') }
  return (
    <>
      {fieldsOf(part).map(([name, { control, label, hint }]) => (
        <DeclaredField key={name} {...{ name, control }} label={t(label)} hint={hint && t(hint)} {...shared} />
      ))}
    </>
  )
}
