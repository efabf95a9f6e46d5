import type { ComponentChildren } from 'preact'
import { Photo } from './photo.tsx'

/** How many cards stand side by side where there is room: as many as the column that they are in allows. */
const ACROSS = {
  1: 'flex flex-col gap-3',
  2: 'grid gap-3 sm:grid-cols-2',
  3: 'grid gap-x-4 gap-y-2 sm:grid-cols-2 sm:gap-y-4 lg:grid-cols-3',
}

/** Things to choose from, each a card. */
export function Items({ across = 1, children }: { across?: keyof typeof ACROSS; children: ComponentChildren }) {
  return <ul class={ACROSS[across]}>{children}</ul>
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
        <Heading class="text-lg leading-snug font-bold wrap-anywhere sm:text-xl">
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

/** One of many: its name, and a line; what else there is to say of it only where there is room. */
export function BriefCard({
  href,
  title,
  note,
  children,
}: {
  href: string
  title: string
  note: string
  children: ComponentChildren
}) {
  return (
    <li class="relative rounded-box border border-base-300 bg-base-200 px-3 py-2 hover:border-primary sm:p-4">
      <h3 class="text-base leading-tight font-bold wrap-anywhere sm:text-xl">
        <a href={href} class="after:absolute after:inset-0 after:rounded-box">
          {title}
        </a>
      </h3>
      <p class="text-sm opacity-80">{note}</p>
      <div class="mt-1 text-base max-sm:hidden">{children}</div>
    </li>
  )
}

export type DeedProps = {
  href: string
  title: string
  /** Where and when. */
  note: string
  figures: string
  words: string | undefined
  picture: { src: string; words: string; width: number; height: number } | undefined
}

/** Something that was done: what, how much of it, and how those who did it tell it. */
export function DeedCard({ href, title, note, figures, words, picture }: DeedProps) {
  return (
    <li class="relative flex flex-col gap-2 rounded-box border border-base-300 bg-base-200 p-4 hover:border-primary">
      {picture && <Photo {...picture} />}
      <h3 class="text-xl leading-tight font-bold wrap-anywhere">
        <a href={href} class="after:absolute after:inset-0 after:rounded-box">
          {title}
        </a>
      </h3>
      <p class="text-sm opacity-80">{note}</p>
      {words && <p class="line-clamp-5 text-base wrap-anywhere">{words}</p>}
      <p class="mt-auto text-base font-semibold">{figures}</p>
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
      {acts && <div class="flex flex-wrap items-center gap-2 md:shrink-0">{acts}</div>}
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

/** What can be done with the line above, on a line of its own. */
export function SmallActs({ children }: { children: ComponentChildren }) {
  return <div class="flex flex-wrap gap-2 pt-1 pb-2">{children}</div>
}
