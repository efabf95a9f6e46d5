import type { ComponentChildren } from 'preact'

type ProfileProps = {
  title: string
  /** What it is, and the one act. */
  children: ComponentChildren
  /** How it looks and where it is: beside where there is room, else after. */
  beside: ComponentChildren
  /** What it does: parts side by side where there is room. */
  parts: ComponentChildren[]
  after: ComponentChildren
}

/** The page of somebody or something that one may come to know. */
export function Profile({ title, children, beside, parts, after }: ProfileProps) {
  return (
    <article class="flex flex-col gap-8 pt-5 md:pt-10">
      <div class="grid gap-x-12 gap-y-8 lg:grid-cols-[minmax(0,1fr)_27rem]">
        <div class="flex flex-col gap-5 text-lg">
          <h1 class="text-4xl font-bold wrap-anywhere">{title}</h1>
          {children}
        </div>
        <div class="flex flex-col gap-4">{beside}</div>
      </div>
      {parts.length > 0 && (
        <div class="grid gap-x-12 gap-y-8 lg:grid-cols-2">
          {parts.map((part, n) => (
            <div key={n}>{part}</div>
          ))}
        </div>
      )}
      <div class="flex flex-col gap-3">{after}</div>
    </article>
  )
}

/** What people say of themselves, in their own words. */
export function OwnWords({ paragraphs }: { paragraphs: string[] }) {
  return (
    <div class="flex flex-col gap-3 border-s-4 border-primary ps-4 text-xl wrap-anywhere">
      {paragraphs.map((paragraph) => (
        <p key={paragraph}>{paragraph}</p>
      ))}
    </div>
  )
}
