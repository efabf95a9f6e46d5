import type { ComponentChildren } from 'preact'

/** Things to choose from, each a card. */
export function Items({ children }: { children: ComponentChildren }) {
  return <ul class="flex flex-col gap-3">{children}</ul>
}

type ItemProps = { href: string; title: string; aside?: string | undefined; children: ComponentChildren }

/** One of them: its title leads to it, and the whole card with it. */
export function ItemCard({ href, title, aside, children }: ItemProps) {
  return (
    <li class="relative rounded-box border border-base-300 bg-base-200 p-4 hover:border-primary">
      <div class="flex items-baseline justify-between gap-3">
        <h3 class="text-xl font-bold wrap-anywhere">
          <a href={href} class="after:absolute after:inset-0 after:rounded-box">
            {title}
          </a>
        </h3>
        {aside && <span class="shrink-0 text-base tabular-nums">{aside}</span>}
      </div>
      <div class="mt-1 flex flex-col gap-1 text-base">{children}</div>
    </li>
  )
}
