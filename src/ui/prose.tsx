import type { ComponentChildren } from 'preact'

/** What people wrote, set as running text. `html` was made by the program from Markdown and holds nothing of its own. */
export function Prose({ html, title }: { html: string; title?: string }) {
  if (title !== undefined) return <h2 class="pt-6 text-3xl font-bold wrap-anywhere">{title}</h2>
  return (
    <div
      class="flex flex-col gap-4 wrap-anywhere [&_a]:link [&_blockquote]:border-s-4 [&_blockquote]:border-base-300 [&_blockquote]:ps-4 [&_h3]:text-2xl [&_h3]:font-bold [&_ol]:list-decimal [&_ol]:ps-6 [&_ul]:list-disc [&_ul]:ps-6"
      dangerouslySetInnerHTML={{ __html: html }}
    />
  )
}

/** A picture with who made it, and where it leads. */
export function Credit({ href, text, children }: { href: string | undefined; text: string; children: ComponentChildren }) {
  return (
    <figure class="flex flex-col gap-1">
      {href ? <a href={href}>{children}</a> : children}
      {text && <figcaption class="text-sm opacity-80">{text}</figcaption>}
    </figure>
  )
}

/** Words of somebody, and whose they are. */
export function Quotation({ text, by }: { text: string; by: string }) {
  return (
    <blockquote class="border-s-4 border-primary ps-4 font-display text-2xl wrap-anywhere">
      <p>{text}</p>
      {by && <footer class="pt-1 font-sans text-base opacity-80">{`— ${by}`}</footer>}
    </blockquote>
  )
}

/** Things that stand elsewhere, each with what one must know to go there. */
export function ThingList({ title, things }: { title: string; things: { title: string; href: string; facts: string[] }[] }) {
  return (
    <section class="flex flex-col gap-3">
      <h3 class="text-2xl font-bold">{title}</h3>
      <ul class="flex flex-col gap-3">
        {things.map(({ title: name, href, facts }) => (
          <li key={href}>
            <a href={href} class="link font-semibold wrap-anywhere">
              {name}
            </a>
            {facts.length > 0 && <p class="text-base">{facts.join(' · ')}</p>}
          </li>
        ))}
      </ul>
    </section>
  )
}
