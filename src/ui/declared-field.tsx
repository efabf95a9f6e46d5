import type { Control } from '../platform/http/field-shapes.ts'
import type { Locale } from '../platform/i18n/locales.ts'
import type { Translate } from '../platform/i18n/texts.ts'
import { Checkbox, type FormState, Group, SelectField, TextArea, TextField } from './form.tsx'

type DeclaredFieldProps = {
  name: string
  control: Control
  label: string
  hint?: string | undefined
  /** What is said beside one that may stay empty. */
  optional?: string
  autocomplete?: string
  form: FormState
  t: Translate
  locale: Locale
}

/** The control of a field that is declared. */
export function DeclaredField({ control, optional, locale, autocomplete, ...field }: DeclaredFieldProps) {
  const { name, label, form, t } = field
  if (control.as === 'choice') return <SelectField {...field} options={control.options({ t, locale })} />
  if (control.as === 'boxes')
    return (
      <Group legend={label}>
        {control.options({ t, locale }).map(({ value, text }) => (
          <Checkbox key={value} name={`${name}[${value}]`} label={text} {...{ form, t }} />
        ))}
      </Group>
    )
  if (control.as === 'day') return <TextField {...field} type="date" {...(autocomplete && { autocomplete })} />
  const typed = { ...field, optional: control.optional ? optional : undefined, maxLength: control.most }
  if (control.as === 'area') return <TextArea {...typed} />
  return (
    <TextField {...typed} {...(control.as === 'number' && { inputmode: 'numeric' })} {...(autocomplete && { autocomplete })} />
  )
}
