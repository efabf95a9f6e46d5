/* oxlint-disable jsx-a11y/no-redundant-roles, jsx-a11y/no-interactive-element-to-noninteractive-role -- drawn as blocks, rows are none to browsers: the roles say it */
import type { ComponentChildren } from 'preact'
import { Act } from './parts.tsx'

type Row = { key: string; cells: ComponentChildren[] }
type DataTableProps = { caption: string; head: string[]; rows: Row[]; empty: ComponentChildren }

/**
 * A table of things to work with: links and buttons in its cells. On a phone each row stands as a card, its cells under each other with the words of their
 * columns; the roles say to screen readers what it is all the same.
 */
export function DataTable({ caption, head, rows, empty }: DataTableProps) {
  if (rows.length === 0) return <p class="rounded-box border border-dashed border-base-300 p-6 text-base">{empty}</p>
  return (
    <div class="overflow-x-auto rounded-box border border-base-300" tabIndex={0} role="region" aria-label={caption}>
      <table role="table" class="table table-sm max-sm:block sm:min-w-xl">
        <caption class="sr-only">{caption}</caption>
        <thead role="rowgroup" class="max-sm:sr-only">
          <tr role="row">
            {head.map((cell) => (
              <th key={cell} scope="col" role="columnheader" class="text-base-content">
                {cell}
              </th>
            ))}
          </tr>
        </thead>
        <tbody role="rowgroup" class="max-sm:block">
          {rows.map(({ key, cells }) => (
            <tr key={key} role="row" class="max-sm:block max-sm:py-2">
              {cells.map((cell, i) =>
                i === 0 ? (
                  <Head key={i}>{cell}</Head>
                ) : (
                  <td key={i} role="cell" data-head={head[i]} class={CELL}>
                    {cell}
                  </td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

/** Under its row on a phone, after the word of its column; a button says its own. */
const CELL =
  'max-sm:block max-sm:py-0.5 max-sm:empty:hidden max-sm:has-[>:only-child:empty]:hidden max-sm:before:mr-2 max-sm:before:opacity-80 max-sm:before:content-[attr(data-head)] max-sm:has-[>form]:before:hidden'

function Head({ children }: { children: ComponentChildren }) {
  return (
    <th scope="row" role="rowheader" class="font-semibold max-sm:block max-sm:py-1">
      {children}
    </th>
  )
}

/** Another page of a list: what to post for it, so that no name stands in an address. */
export type PageTurn = { action: string; fields: Record<string, string>; text: string }

/** Leads to the page after this one, and back to the first. */
export function Pager({ next, first }: { next: PageTurn | undefined; first: PageTurn | undefined }) {
  if (!next && !first) return null
  return (
    <nav class="flex flex-wrap gap-3" aria-label={next?.text ?? first?.text}>
      {[first, next].map(
        (turn) =>
          turn && (
            <Act key={turn.text} small action={turn.action} fields={turn.fields}>
              {turn.text}
            </Act>
          ),
      )}
    </nav>
  )
}

/** A page of work: as wide as the screen allows, with what can be done at its top. */
export function Desk({
  title,
  lead,
  acts,
  children,
}: {
  title: string
  lead?: string | undefined
  acts?: ComponentChildren
  children: ComponentChildren
}) {
  return (
    <div class="flex flex-col gap-5 pt-6">
      <header class="flex flex-wrap items-end justify-between gap-3">
        <div>
          <h1 class="text-3xl font-bold">{title}</h1>
          {lead && <p class="mt-1 text-base opacity-80">{lead}</p>}
        </div>
        {acts && <div class="flex flex-wrap gap-2">{acts}</div>}
      </header>
      {children}
    </div>
  )
}

/** Parts of a page side by side where there is room. */
export function Columns({ children }: { children: ComponentChildren }) {
  return <div class="grid grid-cols-[minmax(0,1fr)] items-start gap-5 lg:grid-cols-[repeat(2,minmax(0,1fr))]">{children}</div>
}

/** Parts one below the other, in two stacks where there is room: however high they are, no hole is left between them. */
export function Stacks({ first, second }: { first: ComponentChildren; second: ComponentChildren }) {
  const stack = 'flex min-w-0 flex-col gap-5'
  return (
    <Columns>
      <div class={stack}>{first}</div>
      <div class={stack}>{second}</div>
    </Columns>
  )
}

/** A part of a desk under its title. */
export function Titled({ title, children }: { title: string; children: ComponentChildren }) {
  return (
    <section class="flex flex-col gap-3">
      <h2 class="text-xl font-bold">{title}</h2>
      {children}
    </section>
  )
}

/** A fact under its name, one below the other. */
export function Facts({ facts }: { facts: { label: string; value: ComponentChildren }[] }) {
  return (
    <dl class="grid grid-cols-[fit-content(45%)_minmax(0,1fr)] gap-x-4 gap-y-2 text-base">
      {facts.map(({ label, value }) => (
        <div key={label} class="contents">
          <dt class="opacity-80">{label}</dt>
          <dd class="wrap-anywhere">{value}</dd>
        </div>
      ))}
    </dl>
  )
}

/** A word beside something that says its state. */
export function Badge({ children, tone = 'plain' }: { children: ComponentChildren; tone?: 'plain' | 'good' | 'bad' }) {
  const tones = { plain: 'badge-outline', good: 'badge-success', bad: 'badge-error' }
  return <span class={`badge badge-sm ${tones[tone]} h-auto`}>{children}</span>
}

/** Several words, apart from each other on the screen and when read aloud. */
export function Badges({ texts }: { texts: string[] }) {
  return (
    <ul class="flex flex-wrap gap-1">
      {texts.map((text) => (
        <li key={text}>
          <Badge>{text}</Badge>
        </li>
      ))}
    </ul>
  )
}

/** How far long work is. */
export function Progress({ value, most, label }: { value: number; most: number; label: string }) {
  return (
    <div>
      <progress class="progress progress-primary w-full" value={value} max={Math.max(most, 1)} aria-label={label} />
      <p class="text-base tabular-nums">{label}</p>
    </div>
  )
}
