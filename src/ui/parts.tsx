import type { ComponentChildren } from 'preact'

type Children = { children: ComponentChildren }

/** A page of text: a title, then a column as wide as is good to read. */
export function Article({ title, lead, children }: Children & { title: string; lead?: string }) {
  return (
    <article class="mx-auto flex max-w-2xl flex-col gap-5 pt-10 text-lg">
      <h1 class="text-4xl font-bold wrap-anywhere">{title}</h1>
      {lead && <p class="text-xl wrap-anywhere">{lead}</p>}
      {children}
    </article>
  )
}

type OpeningProps = { head: ComponentChildren; act: ComponentChildren; rest: ComponentChildren }

/** The opening of a page around its one act: on a phone the act follows the head at once; with room it stands beside. */
export function Opening({ head, act, rest }: OpeningProps) {
  return (
    <div class="grid gap-x-14 gap-y-5 pt-6 md:grid-cols-[minmax(0,1fr)_minmax(20rem,26rem)] md:grid-rows-[auto_1fr] md:pt-14">
      <div>{head}</div>
      <div class="md:row-span-2">{act}</div>
      <div>{rest}</div>
    </div>
  )
}

/** Two parts of a page side by side where there is room. */
export function Halves({ children }: Children) {
  return <div class="grid gap-x-14 lg:grid-cols-2">{children}</div>
}

/** Links and buttons side by side. */
export function Buttons({ children }: Children) {
  return <div class="flex flex-wrap gap-3 *:shrink">{children}</div>
}

/** A part of a page. `id`: links lead to it. */
export function Section({ title, id, children }: Children & { title: string; id?: string }) {
  return (
    <section id={id} class="flex flex-col gap-4 pt-12">
      <h2 class="text-3xl font-bold">{title}</h2>
      {children}
    </section>
  )
}

export function Headline({ children }: Children) {
  return <h1 class="text-3xl font-bold md:text-5xl">{children}</h1>
}

export function Lead({ children }: Children) {
  return <p class="mt-3 text-base md:mt-5 md:text-xl">{children}</p>
}

export function Card({ title, children }: Children & { title: string }) {
  return (
    <section class="rounded-box border border-base-300 bg-base-200 p-5">
      <h2 class="mb-3 text-2xl font-bold">{title}</h2>
      <div class="flex flex-col gap-4">{children}</div>
    </section>
  )
}

export function Notice({ children }: Children) {
  return <p class="rounded-box bg-info p-4 text-base text-info-content">{children}</p>
}

/** Says why nothing can be done here yet, with the one act that opens the way. */
export function FirstThis({ why, act, href }: { why: string; act: string; href: string }) {
  return (
    <>
      <Notice>{why}</Notice>
      <p>
        <ButtonLink href={href}>{act}</ButtonLink>
      </p>
    </>
  )
}

export function Stack({ children }: Children) {
  return <div class="flex flex-col gap-4">{children}</div>
}

export function Small({ children }: Children) {
  return <p class="text-sm opacity-80">{children}</p>
}

export function List({ children }: Children) {
  return <ul class="list-disc ps-6 text-base wrap-anywhere">{children}</ul>
}

/** Short things side by side, as many as there is room. */
export function Inline({ children }: { children: ComponentChildren[] }) {
  return (
    <ul class="flex flex-wrap gap-x-4 gap-y-1 text-base">
      {children.map((child, n) => (
        <li key={n}>{child}</li>
      ))}
    </ul>
  )
}

/** Large answers to one question, one below the other on a phone. */
export function Choices({ title, children }: Children & { title: string }) {
  return (
    <section class="flex flex-col gap-3">
      <h2 class="text-2xl font-bold">{title}</h2>
      <div class="flex flex-col gap-2 sm:flex-row sm:flex-wrap">{children}</div>
    </section>
  )
}

/** What one does first, then, and at last. */
export function Steps({ children }: Children) {
  return <ol class="list-decimal ps-6 text-base wrap-anywhere">{children}</ol>
}

type Stat = { label: string; value: string }

/** Figures side by side, each a number above its name. */
export function Stats({ stats }: { stats: Stat[] }) {
  return (
    <dl class="mt-4 flex flex-wrap gap-x-8 gap-y-4">
      {stats.map(({ label, value }) => (
        <div key={label} class="flex flex-col-reverse">
          <dt class="text-base">{label}</dt>
          <dd class="font-display text-3xl font-bold text-primary md:text-4xl tabular-nums">{value}</dd>
        </div>
      ))}
    </dl>
  )
}

/** `quiet`: an act that is there, and does not ask for attention. */
type Tone = 'primary' | 'plain' | 'danger' | 'quiet'
const tones: Record<Tone, string> = {
  primary: 'btn btn-primary',
  plain: 'btn btn-outline',
  danger: 'btn btn-outline btn-error',
  quiet: 'btn btn-ghost font-normal underline',
}

export function Button({ children, tone = 'primary', name, value }: Children & { tone?: Tone; name?: string; value?: string }) {
  return (
    <button type="submit" class={`${tones[tone]} h-auto min-h-12 py-2 text-base`} name={name} value={value}>
      {children}
    </button>
  )
}

/** One of several small things that a form can do. */
export function SmallButton({ children, name, value }: Children & { name: string; value: string }) {
  return (
    <button type="submit" class="btn btn-outline btn-sm" name={name} value={value}>
      {children}
    </button>
  )
}

export function ButtonLink({
  children,
  href,
  tone = 'primary',
  small = false,
}: Children & { href: string; tone?: Tone; small?: boolean }) {
  return (
    <a href={href} class={small ? `${tones[tone]} btn-sm` : `${tones[tone]} h-auto min-h-12 py-2 text-base`}>
      {children}
    </a>
  )
}

/** A form that is one button: what it does stands on it. `fields` goes with it unseen. */
export function Act({
  action,
  children,
  tone = 'plain',
  small = false,
  fields = {},
}: Children & { action: string; tone?: Tone; small?: boolean; fields?: Record<string, string> }) {
  return (
    <form method="post" action={action} class={small ? 'inline' : 'flex flex-col sm:items-start'}>
      {Object.entries(fields).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <button type="submit" class={small ? `${tones[tone]} btn-sm` : `${tones[tone]} h-auto min-h-12 py-2 text-base`}>
        {children}
      </button>
    </form>
  )
}

/** Answers to one question, each a button of one form, one below the other. `fields` goes with it unseen. */
export function Answers({ action, fields, children }: Children & { action: string; fields: Record<string, string> }) {
  return (
    <form method="post" action={action} class="flex flex-col gap-3 sm:max-w-xl">
      {Object.entries(fields).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      {children}
    </form>
  )
}

/** A button of an island: it shows only where its script runs. */
export function IslandButton({
  children,
  data,
  tone = 'primary',
}: Children & { data: Record<`data-${string}`, string>; tone?: Tone }) {
  return (
    <button type="button" hidden class={`${tones[tone]} h-auto min-h-12 py-2 text-base [&[hidden]]:hidden`} {...data}>
      {children}
    </button>
  )
}

/** A picture that is read by a machine, such as a QR code: on white in both themes. */
export function QrCode({ src, alt }: { src: string; alt: string }) {
  return <img src={src} alt={alt} class="h-56 w-56 rounded-box bg-white p-2" />
}

/** Text to be copied by hand, letter by letter. */
export function Code({ children }: Children) {
  return <code class="rounded bg-base-200 px-2 py-1 font-mono text-base break-all">{children}</code>
}

/** Lines of a program, as they are typed. */
export function Pre({ children }: Children) {
  return (
    <pre class="overflow-x-auto rounded-box bg-base-200 p-4 text-sm" tabIndex={0}>
      <code>{children}</code>
    </pre>
  )
}

/** A region that an island writes a message into. */
export function Status({ data }: { data: Record<`data-${string}`, string> }) {
  return <p role="status" class="font-semibold empty:hidden" {...data} />
}

export function TextLink({ children, href }: Children & { href: string }) {
  return (
    <a href={href} class="link wrap-anywhere">
      {children}
    </a>
  )
}

/** A part of a form that most people leave closed. It opens by itself when something inside is to be corrected. */
export function Disclosure({ summary, open = false, children }: Children & { summary: string; open?: boolean }) {
  return (
    <details open={open} class="group">
      <summary class="link cursor-pointer py-1 text-sm">{summary}</summary>
      <div class="mt-3 flex flex-col gap-4">{children}</div>
    </details>
  )
}

type TableProps = { caption: string; head: string[]; rows: string[][] }

/** A table whose first column names its rows and whose others are figures. */
export function Table({ caption, head, rows }: TableProps) {
  return (
    <div class="max-h-96 overflow-auto rounded-box border border-base-300" tabIndex={0} role="region" aria-label={caption}>
      <table class="table table-sm">
        <caption class="sr-only">{caption}</caption>
        <thead>
          <tr>
            {head.map((cell, i) => (
              <th key={cell} scope="col" class={i === 0 ? 'text-base-content' : 'text-end text-base-content'}>
                {cell}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(([name, ...figures]) => (
            <tr key={name}>
              <th scope="row" class="font-normal">
                {name}
              </th>
              {figures.map((figure, i) => (
                <td key={i} class="text-end tabular-nums">
                  {figure}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
