import type { ComponentChildren } from 'preact'
import type { FieldErrors } from '../platform/http/forms.ts'
import type { Translate } from '../platform/i18n/texts.ts'

/** What a form shows again after a refusal: what was typed, a message for each field at fault, and what is no field's fault. */
export type FormState = { values: Record<string, string>; errors: FieldErrors; notice?: string }

type FieldProps = {
  name: string
  label: string
  form: FormState
  t: Translate
  hint?: string | undefined
  optional?: string | undefined
}

type InputProps = FieldProps & {
  type?: 'text' | 'email' | 'tel' | 'date' | 'search' | 'number'
  autocomplete?: string
  inputmode?: 'text' | 'numeric' | 'email' | 'tel'
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

/** Several lines of text. */
export function TextArea({ name, label, form, t, hint, optional, maxLength }: FieldProps & { maxLength: number }) {
  return (
    <Labelled {...{ name, label, form, t, hint, optional }}>
      <textarea
        class={form.errors[name] ? 'textarea textarea-error w-full' : 'textarea w-full'}
        id={idOf(name)}
        name={name}
        rows={4}
        maxLength={maxLength}
        {...describedBy(name, form, hint)}
      >
        {form.values[name] ?? ''}
      </textarea>
    </Labelled>
  )
}

/** What a field with `list` proposes while one types. */
export function Suggestions({ id, values }: { id: string; values: string[] }) {
  return (
    <datalist id={id}>
      {values.map((value) => (
        <option key={value} value={value}>
          {value}
        </option>
      ))}
    </datalist>
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

export function SelectField({ name, label, form, t, hint, optional, options }: FieldProps & { options: Option[] }) {
  const chosen = form.values[name] ?? ''
  return (
    <Labelled {...{ name, label, form, t, hint, optional }}>
      <select
        class={form.errors[name] ? 'select select-error w-full' : 'select w-full'}
        id={idOf(name)}
        name={name}
        {...describedBy(name, form, hint)}
      >
        {options.map(({ value, text }) => (
          <option key={value} value={value} selected={value === chosen}>
            {text}
          </option>
        ))}
      </select>
    </Labelled>
  )
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
        <span>{label}</span>
      </label>
      <FieldError {...{ name, form, t }} />
    </div>
  )
}

/** A form of fields one below the other. `data` marks it for its island. */
export function Form({
  action,
  data,
  children,
}: {
  action: string
  data?: Record<`data-${string}`, string>
  children: ComponentChildren
}) {
  return (
    <form method="post" action={action} class="relative flex flex-col gap-4" novalidate {...data}>
      {children}
    </form>
  )
}

/** Fields that belong together, under a name. Groups stand in groups. */
export function Group({ legend, children }: { legend: string; children: ComponentChildren }) {
  return (
    <fieldset class="flex flex-col gap-3 rounded-box border border-base-300 p-4">
      <legend class="px-1 text-sm font-semibold">{legend}</legend>
      {children}
    </fieldset>
  )
}

/** A form that sends a file. */
export function UploadForm({ action, children }: { action: string; children: ComponentChildren }) {
  return (
    <form method="post" action={action} enctype="multipart/form-data" class="flex flex-col gap-4">
      {children}
    </form>
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

/** A form that only asks, its fields side by side. It posts, so that names and addresses stay out of addresses and logs. */
export function Filter({ action, children }: { action: string; children: ComponentChildren }) {
  return (
    <form method="post" action={action} class="flex flex-wrap items-end gap-3" role="search">
      {children}
    </form>
  )
}

/** A place in a form that an island fills; it takes no room while it is empty. */
export function Slot({ data, children }: { data: Record<`data-${string}`, string>; children: ComponentChildren }) {
  return (
    <div class="empty:hidden" aria-live="polite" {...data}>
      {children}
    </div>
  )
}

/** Text to be copied. An island adds the button; without it the text can be selected. */
export function CopyField({
  id,
  label,
  value,
  copy,
  copied,
  share,
}: {
  id: string
  label: string
  value: string
  copy: string
  copied: string
  share: string
}) {
  return (
    <div class="flex flex-col gap-2">
      <label class="text-sm font-semibold" for={id}>
        {label}
      </label>
      <input
        id={id}
        class="input w-full"
        readonly
        value={value}
        data-share
        data-copy={copy}
        data-copied={copied}
        data-share-text={share}
      />
    </div>
  )
}

export function Hidden({ name, value }: { name: string; value: string }) {
  return <input type="hidden" name={name} value={value} />
}

/** What is wrong with the form as a whole, and no single field's fault. */
export function FormNotice({ form, t }: { form: FormState; t: Translate }) {
  return form.notice ? (
    <p class="rounded-box border-2 border-error p-4 text-base" role="alert">
      {t(form.notice)}
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

function Labelled({ name, label, form, t, hint, optional, children }: FieldProps & { children: ComponentChildren }) {
  return (
    <div>
      <label class="mb-1 flex justify-between gap-2 text-sm font-semibold" for={idOf(name)}>
        <span>{label}</span>
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
