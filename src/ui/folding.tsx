import type { ComponentChildren } from 'preact'

type Children = { children: ComponentChildren }

/** A part that has nothing to show yet: a line to open, where something can be put into it. */
export function Folded({ title, open, children }: Children & { title: string; open: boolean }) {
  return (
    <details open={open} class="rounded-box border border-base-300 px-5 py-3">
      <summary class="cursor-pointer font-semibold">{title}</summary>
      <div class="mt-3 flex flex-col gap-4">{children}</div>
    </details>
  )
}

/** What is being typed, as it will look: a script shows it and fills it in. */
export function Preview({ label, data, children }: Children & { label: string; data: Record<`data-${string}`, string> }) {
  return (
    <section
      hidden
      aria-label={label}
      class="flex flex-col items-start gap-1 rounded-box border border-dashed border-base-300 bg-base-100 p-4 wrap-anywhere [&[hidden]]:hidden [&_b]:rounded-field [&_b]:bg-primary [&_b]:px-4 [&_b]:py-2 [&_b]:text-white [&_strong]:font-display [&_strong]:text-2xl"
      {...data}
    >
      <p class="text-sm opacity-80">{label}</p>
      {children}
    </section>
  )
}
