import type { Translate } from '../platform/i18n/texts.ts'
import { type FormState, idOf, RadioField } from './form.tsx'

type ChoiceProps = {
  name: string
  legend: string
  form: FormState
  t: Translate
  options: { value: string; text: string }[]
}

/** A question with a few answers, all in sight and none chosen beforehand; what is wrong with it stands beside it. */
export function ChoiceField({ name, legend, form, t, options }: ChoiceProps) {
  const error = form.errors[name]
  const id = idOf(name)
  return (
    <fieldset
      class={`flex flex-col gap-3 rounded-box border p-4 ${error ? 'border-error' : 'border-base-300'}`}
      id={id}
      tabIndex={-1}
      aria-describedby={error ? `${id}-error` : undefined}
    >
      <legend class="px-1 text-sm font-semibold">{legend}</legend>
      <div class="grid grid-cols-[repeat(auto-fit,minmax(9rem,1fr))] gap-3">
        {options.map(({ value, text }) => (
          <RadioField key={value} name={name} value={value} label={text} checked={form.values[name] === value} />
        ))}
      </div>
      {error && (
        <p class="text-sm font-semibold text-error" id={`${id}-error`}>
          {t(error)}
        </p>
      )}
    </fieldset>
  )
}
