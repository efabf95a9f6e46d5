import type { ComponentChild, ComponentChildren } from 'preact'

type FoundPageProps = {
  title: string
  lead: string
  /** What is asked, as a bar: `AskBar`. */
  bar: ComponentChildren
  /** What is found, at once below it. */
  children: ComponentChildren
  /** A picture of it: beside where there is room, and in sight while one reads on; else below. */
  beside?: ComponentChildren
  /** What else one can do. */
  after: ComponentChildren
}

/** A page on which one finds something: as wide as the screen, and on the first screen of it something is found. */
export function FoundPage({ title, lead, bar, children, beside, after }: FoundPageProps) {
  return (
    <article class="flex flex-col gap-4 pt-5 text-base md:pt-8">
      <header class="flex flex-col gap-2">
        <h1 class="text-3xl font-bold md:text-4xl">{title}</h1>
        <p class="wrap-anywhere md:text-lg">{lead}</p>
      </header>
      {bar}
      <div class={beside ? 'grid gap-x-10 gap-y-8 lg:grid-cols-[minmax(0,1fr)_27rem]' : 'flex flex-col gap-4'}>
        <div class="flex flex-col gap-4">{children}</div>
        {/* Unfolded it may be longer than the screen, and goes with the page again. */}
        {beside && (
          <div class="lg:sticky lg:top-4 lg:self-start lg:has-[details[open]]:static lg:[&_figure>svg]:max-h-[23rem]">
            {beside}
          </div>
        )}
      </div>
      {after}
    </article>
  )
}

/** A part of it, under a name. */
export function FoundSection({ title, id, children }: { title: string; id?: string; children: ComponentChildren }) {
  return (
    <section id={id} class="flex scroll-mt-4 flex-col gap-3">
      <h2 class="text-2xl font-bold">{title}</h2>
      {children}
    </section>
  )
}

type AskBarProps = {
  action: string
  data?: Record<`data-${string}`, string>
  /** What is wrong with what was asked, and what goes with it unseen. */
  head: ComponentChildren
  /** What most people ask. */
  main?: ComponentChildren
  fields?: ComponentChild[]
  buttons: ComponentChildren
  /** What few people ask, folded away. */
  more?: ComponentChildren
}

/** A form that asks for what anybody may ask, its fields side by side: its answer has an address of its own, to be kept and sent on. */
export function AskBar({ action, data, head, main, fields = [], buttons, more }: AskBarProps) {
  return (
    <form
      method="get"
      action={action}
      class="relative flex flex-col gap-3 rounded-box border border-base-300 bg-base-200 p-3 sm:p-4"
      role="search"
      novalidate
      {...data}
    >
      {head}
      <div class="flex flex-wrap items-end gap-3">
        {main && <div class="min-w-0 grow basis-64">{main}</div>}
        {fields.map((field, n) => (
          <div key={n} class="min-w-0 grow basis-36 lg:max-w-56">
            {field}
          </div>
        ))}
        <div class="flex grow flex-wrap gap-3 *:shrink *:grow sm:grow-0">{buttons}</div>
      </div>
      {more}
    </form>
  )
}

/** Leads to the parts of a long page, side by side under a word. */
export function Jumps({ label, jumps }: { label: string; jumps: { href: string; text: string }[] }) {
  return (
    <nav class="flex flex-wrap items-center gap-2" aria-label={label}>
      <span class="font-semibold">{label}</span>
      {jumps.map(({ href, text }) => (
        <a key={href} href={href} class="btn btn-outline btn-sm">
          {text}
        </a>
      ))}
    </nav>
  )
}
