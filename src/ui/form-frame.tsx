import type { ComponentChildren } from 'preact'

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

/** One of several answers to the legend of its group. */
export function RadioField({
  name,
  value,
  label,
  checked = false,
  id,
}: {
  name: string
  value: string
  label: string
  checked?: boolean
  /** Where what is wrong with the group leads to. */
  id?: string
}) {
  return (
    <label class="flex cursor-pointer items-start gap-3 py-1">
      <input class="radio mt-0.5 shrink-0" type="radio" id={id} name={name} value={value} checked={checked} />
      <span>{label}</span>
    </label>
  )
}

/** One thing and a few answers to it, all in a line where there is room: for long lists of such lines. */
export function ChoiceRow({
  name,
  legend,
  options,
  chosen,
}: {
  name: string
  legend: string
  options: { value: string; text: string }[]
  chosen: string
}) {
  return (
    <fieldset class="flex flex-wrap items-center gap-x-6 gap-y-1 border-b border-base-300 pb-1">
      <legend class="float-start min-w-40 grow font-semibold">{legend}</legend>
      {options.map(({ value, text }) => (
        <RadioField key={value} name={name} value={value} label={text} checked={chosen === value} />
      ))}
    </fieldset>
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

/** A form that asks for what anybody may ask: its answer has an address of its own, to be kept and sent on. */
export function AskForm({
  action,
  data,
  children,
}: {
  action: string
  data?: Record<`data-${string}`, string>
  children: ComponentChildren
}) {
  return (
    <form method="get" action={action} class="relative flex flex-col gap-4" role="search" novalidate {...data}>
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

/** Fields of one line of paper: side by side where there is room, in the order in which one writes. */
export function LineFields({ children }: { children: ComponentChildren }) {
  return <div class="grid gap-3 sm:grid-cols-2 lg:grid-cols-6">{children}</div>
}

/** A few short fields that belong to one thing, side by side as far as there is room. */
export function FieldRow({ children }: { children: ComponentChildren }) {
  return <div class="grid grid-cols-[repeat(auto-fit,minmax(9rem,1fr))] gap-3">{children}</div>
}

/** Many short fields: one below the other on a phone, else two by two. */
export function FieldGrid({ children }: { children: ComponentChildren }) {
  return <div class="grid items-end gap-3 sm:grid-cols-2">{children}</div>
}

/** A few lines under a word, inside a form. */
export function Lines({ title, children }: { title: string; children: ComponentChildren[] }) {
  return (
    <div class="rounded-box border border-base-300 p-3 text-base">
      <p class="font-semibold">{title}</p>
      <ul>
        {children.map((child, n) => (
          <li key={n}>{child}</li>
        ))}
      </ul>
    </div>
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

/** A form that only asks, its fields side by side. It posts, so that names and addresses stay out of addresses and logs. */
export function Filter({ action, children }: { action: string; children: ComponentChildren }) {
  return (
    <form
      method="post"
      action={action}
      class="flex flex-wrap items-end gap-3 sm:has-[p]:items-start sm:has-[p]:[&>button]:mt-7"
      role="search"
    >
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
