import type { ComponentChildren } from 'preact'

/** Things to choose from, each a card. */
export function Items({ children }: { children: ComponentChildren }) {
  return <ul class="flex flex-col gap-3">{children}</ul>
}

type ItemProps = {
  href: string
  title: string
  aside?: string | undefined
  /** What stands above the cards is the page's own title, and no heading of theirs. */
  underTitle?: boolean | undefined
  children?: ComponentChildren
}

/** One of them: its title leads to it, and the whole card with it. */
export function ItemCard({ href, title, aside, underTitle = false, children }: ItemProps) {
  const Heading = underTitle ? 'h2' : 'h3'
  return (
    <li class="relative rounded-box border border-base-300 bg-base-200 p-4 hover:border-primary">
      <div class="flex items-baseline justify-between gap-3">
        <Heading class="text-xl font-bold wrap-anywhere">
          <a href={href} class="after:absolute after:inset-0 after:rounded-box">
            {title}
          </a>
        </Heading>
        {aside && <span class="shrink-0 text-base tabular-nums">{aside}</span>}
      </div>
      {children && <div class="mt-1 flex flex-col gap-1 text-base">{children}</div>}
    </li>
  )
}

type RowProps = { title: ComponentChildren; note?: string; acts?: ComponentChildren; children?: ComponentChildren }

/** A line of a list: what it is, something about it, and what can be done; side by side where there is room. */
export function Row({ title, note, acts, children }: RowProps) {
  return (
    <li class="flex flex-col gap-1 border-b border-base-300 py-2 md:flex-row md:items-center md:gap-4">
      <div class={children ? 'md:w-1/4' : 'grow'}>
        <span class="font-semibold">{title}</span>
        {note && <span class="block text-sm opacity-80">{note}</span>}
      </div>
      {children && <div class="grow text-base wrap-anywhere">{children}</div>}
      {acts && <div class="flex flex-wrap gap-2 md:shrink-0">{acts}</div>}
    </li>
  )
}

/** Lines one below the other, under a name for those who hear the page. */
export function Rows({ label, children }: { label: string; children: ComponentChildren }) {
  return (
    <ul aria-label={label} class="border-t border-base-300">
      {children}
    </ul>
  )
}
