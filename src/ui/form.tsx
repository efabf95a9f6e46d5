import type { ComponentChildren } from 'preact'
import type { MessageValues } from '../platform/errors.ts'
import type { FieldErrors } from '../platform/http/forms.ts'
import type { Translate } from '../platform/i18n/texts.ts'
import { RadioField } from './form-frame.tsx'

/** What a form shows again after a refusal: what was typed, a message for each field at fault, and what is no field's fault. */
export type FormState = { values: Record<string, string>; errors: FieldErrors; notice?: string; noticeValues?: MessageValues }

type FieldProps = {
  name: string
  label: string
  form: FormState
  t: Translate
  hint?: string | undefined
  optional?: string | undefined
}

type InputProps = FieldProps & {
  type?: 'text' | 'email' | 'tel' | 'date' | 'time' | 'search' | 'number'
  autocomplete?: string
  inputmode?: 'text' | 'numeric' | 'decimal' | 'email' | 'tel'
  maxLength?: number
  required?: boolean
  list?: string
  /** Where one begins to type as soon as the page is there: a search. */
  autofocus?: boolean
}

/** A line of text with its label above, its hint and its error below, tied together for those who cannot see them. */
export function TextField({ name, label, form, t, hint, optional, type = 'text', required = false, ...input }: InputProps) {
  const { autocomplete, inputmode, maxLength, list, autofocus } = input
  return (
    <Labelled {...{ name, label, form, t, hint, optional }}>
      <input
        class={form.errors[name] ? 'input input-error w-full' : 'input w-full'}
        id={idOf(name)}
        name={name}
        type={type}
        value={form.values[name] ?? ''}
        required={required}
        {...{ autocomplete, inputmode, maxLength, list, autofocus }}
        {...describedBy(name, form, hint)}
      />
    </Labelled>
  )
}

/** Several lines of text. `id`: where a page has several fields of that name; `markdown`: what is pasted into it is made into Markdown. */
export function TextArea({
  name,
  label,
  form,
  t,
  hint,
  optional,
  maxLength,
  id = idOf(name),
  markdown = false,
  rows = 4,
}: FieldProps & { maxLength: number; id?: string; markdown?: boolean; rows?: number }) {
  return (
    <Labelled {...{ name, label, form, t, hint, optional, id }}>
      <textarea
        class={form.errors[name] ? 'textarea textarea-error w-full' : 'textarea w-full'}
        id={id}
        name={name}
        rows={rows}
        maxLength={maxLength}
        data-markdown={markdown ? '' : undefined}
        {...describedBy(name, form, hint)}
      >
        {form.values[name] ?? ''}
      </textarea>
    </Labelled>
  )
}

/** A colour, by the browser's own chooser where it has one. */
export function ColourField({ name, label, form, t, hint }: FieldProps) {
  return (
    <Labelled {...{ name, label, form, t, hint }}>
      <input
        class="h-12 w-24 cursor-pointer rounded-box border border-base-content/60 p-1"
        type="color"
        id={idOf(name)}
        name={name}
        value={form.values[name] ?? ''}
        {...describedBy(name, form, hint)}
      />
    </Labelled>
  )
}

type Option = { value: string; text: string }

/** `hides`: while one of these is chosen, what stands in `Unless` is not in sight. */
type SelectProps = FieldProps & { options: Option[]; autocomplete?: string | undefined; hides?: string[] }

export function SelectField({ name, label, form, t, hint, optional, options, autocomplete, hides = [] }: SelectProps) {
  const chosen = form.values[name] ?? ''
  return (
    <Labelled {...{ name, label, form, t, hint, optional }}>
      <select
        class={form.errors[name] ? 'select select-error w-full' : 'select w-full'}
        id={idOf(name)}
        name={name}
        autocomplete={autocomplete}
        {...describedBy(name, form, hint)}
      >
        {options.map(({ value, text }) => (
          <option key={value} value={value} selected={value === chosen} data-hides={hides.includes(value) ? '' : undefined}>
            {text}
          </option>
        ))}
      </select>
    </Labelled>
  )
}

/** `row`: short answers, side by side. `children`: a field that goes on where the answers end. */
type RadiosProps = FieldProps & { options: Option[]; row?: boolean; children?: ComponentChildren }

/** A question with a few answers, all in sight, none chosen beforehand. What is wrong leads to the first of them. */
export function RadioGroup({ name, label, form, t, hint, options, row = false, children }: RadiosProps) {
  const { 'aria-invalid': invalid, 'aria-describedby': describes } = describedBy(name, form, hint)
  return (
    <fieldset
      class="flex flex-col gap-2 rounded-box border border-base-300 p-4"
      role="radiogroup"
      aria-invalid={invalid}
      aria-describedby={describes}
    >
      <legend class="px-1 text-sm font-semibold">{label}</legend>
      <div class={row ? 'grid grid-cols-[repeat(auto-fit,minmax(6rem,1fr))] gap-x-3' : 'flex flex-col'}>
        {options.map(({ value, text }, n) => (
          <RadioField
            key={value}
            {...{ name, value, label: text }}
            checked={form.values[name] === value}
            {...(n === 0 ? { id: idOf(name) } : {})}
          />
        ))}
      </div>
      {hint && (
        <p class="text-sm opacity-80" id={`${idOf(name)}-hint`}>
          {hint}
        </p>
      )}
      <FieldError {...{ name, form, t }} />
      {children}
    </fieldset>
  )
}

/** What is asked only of who chose something else in a select of this form (`hides`). Old browsers show it always. */
export function Unless({ children }: { children: ComponentChildren }) {
  return <div class="[form:has([data-hides]:checked)_&]:hidden">{children}</div>
}

/** A box to tick, never ticked beforehand: only what the person ticked comes back ticked. */
export function Checkbox({ name, label, form, t }: FieldProps) {
  return (
    <div>
      <label class="flex cursor-pointer items-start gap-3 py-1 text-sm" for={idOf(name)}>
        <input
          class="checkbox mt-0.5 shrink-0"
          type="checkbox"
          id={idOf(name)}
          name={name}
          value="true"
          checked={form.values[name] === 'true'}
          {...describedBy(name, form, undefined)}
        />
        <span class="pt-1">{label}</span>
      </label>
      <FieldError {...{ name, form, t }} />
    </div>
  )
}

export function FileField({ name, label, form, t, hint, accept }: FieldProps & { accept: string }) {
  return (
    <Labelled {...{ name, label, form, t, hint }}>
      <input
        class={form.errors[name] ? 'file-input file-input-error w-full' : 'file-input w-full'}
        type="file"
        id={idOf(name)}
        name={name}
        accept={accept}
        {...describedBy(name, form, hint)}
      />
    </Labelled>
  )
}

export function Hidden({ name, value }: { name: string; value: string }) {
  return <input type="hidden" name={name} value={value} />
}

/** What is wrong with the form as a whole, and no single field's fault. */
export function FormNotice({ form, t }: { form: FormState; t: Translate }) {
  return form.notice ? (
    <p class="rounded-box border-2 border-error p-4 text-base" role="alert">
      {t(form.notice, form.noticeValues)}
    </p>
  ) : null
}

/** A field that people do not see and programs fill in. */
export function Honeypot({ name }: { name: string }) {
  return (
    <div class="absolute -start-[200vw] h-px w-px overflow-hidden" aria-hidden="true">
      <input name={name} tabIndex={-1} autocomplete="off" aria-label={name} />
    </div>
  )
}

type LabelledProps = FieldProps & { id?: string; children: ComponentChildren }

function Labelled({ name, label, form, t, hint, optional, id = idOf(name), children }: LabelledProps) {
  return (
    <div>
      <label class="mb-1 flex justify-between gap-2 text-sm font-semibold" for={id}>
        <span class="pt-1">{label}</span>
        {optional && <span class="font-normal opacity-80">{optional}</span>}
      </label>
      {children}
      {hint && (
        <p class="mt-1 text-sm opacity-80" id={`${idOf(name)}-hint`}>
          {hint}
        </p>
      )}
      <FieldError {...{ name, form, t }} />
    </div>
  )
}

function FieldError({ name, form, t }: Pick<FieldProps, 'name' | 'form' | 't'>) {
  const key = form.errors[name]
  return key ? (
    <p class="mt-1 text-sm font-semibold text-error" id={`${idOf(name)}-error`}>
      {t(key)}
    </p>
  ) : null
}

function describedBy(name: string, form: FormState, hint: string | undefined) {
  const invalid = name in form.errors
  const ids = [hint && `${idOf(name)}-hint`, invalid && `${idOf(name)}-error`].filter(Boolean)
  return { 'aria-invalid': invalid ? ('true' as const) : undefined, 'aria-describedby': ids.join(' ') || undefined }
}

/** Id of a field's control, by its name. */
export const idOf = (name: string) => `field-${name.replace(/[^\w]+/g, '-').replace(/-$/, '')}`

export * from './form-frame.tsx'
