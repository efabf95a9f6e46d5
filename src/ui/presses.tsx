import type { ComponentChildren } from 'preact'

type Data = Record<`data-${string}`, string>

/** A number that grows while one looks at it, in figures that are read across a room. `data` marks it for its island. */
export function Counter({ value, label, data }: { value: number; label: string; data: Data }) {
  return (
    <p class="flex items-baseline gap-3" aria-live="polite">
      <span class="font-display text-5xl font-bold tabular-nums" {...data}>
        {value}
      </span>
      <span class="text-base">{label}</span>
    </p>
  )
}

/** Large buttons side by side, each a form of its own with one hidden field. */
export function QuickButtons({
  action,
  name,
  buttons,
}: {
  action: string
  name: string
  buttons: { value: string; text: string }[]
}) {
  return (
    <div class="flex flex-wrap gap-2">
      {buttons.map(({ value, text }) => (
        <form key={value} method="post" action={action}>
          <input type="hidden" name={name} value={value} />
          <button type="submit" class="btn btn-outline min-h-12 min-w-14 text-base">
            {text}
          </button>
        </form>
      ))}
    </div>
  )
}

type Pressing = {
  key: string
  title: string
  note: string
  /** It was pressed: the button says so, and takes it back. */
  pressed: boolean
  fields: Record<string, string>
  data: Data
}

type PressesProps = { label: string; action: string; rows: Pressing[]; texts: { press: string; pressed: string; undo: string } }

/** Names one below the other, each with one large button for the thumb. */
export function Presses({ label, action, rows, texts }: PressesProps) {
  return (
    <ul aria-label={label} class="border-t border-base-300">
      {rows.map(({ key, title, note, pressed, fields, data }) => (
        <li key={key} class="flex items-center justify-between gap-3 border-b border-base-300 py-2 [&[hidden]]:hidden" {...data}>
          <span class="min-w-0">
            <span class="font-semibold wrap-anywhere">{title}</span>
            {note && <span class="block text-sm opacity-80">{note}</span>}
          </span>
          <form method="post" action={action} class="shrink-0">
            {Object.entries(fields).map(([name, value]) => (
              <input key={name} type="hidden" name={name} value={value} />
            ))}
            <button
              type="submit"
              class={`btn min-h-12 ${pressed ? 'btn-ghost' : 'btn-primary'}`}
              aria-label={`${pressed ? texts.undo : texts.press} ${title}`}
            >
              {pressed ? texts.pressed : texts.press}
            </button>
          </form>
        </li>
      ))}
    </ul>
  )
}

/** A part of a page that an island works on. */
export function Region({ data, hidden = false, children }: { data: Data; hidden?: boolean; children: ComponentChildren }) {
  return (
    <div class="flex flex-col gap-5 [&[hidden]]:hidden" hidden={hidden} {...data}>
      {children}
    </div>
  )
}
