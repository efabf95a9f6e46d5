import type { ComponentChildren } from 'preact'

/** Something said, and what was answered. */
export function Messages({ children }: { children: ComponentChildren }) {
  return <section class="flex flex-col gap-3 rounded-box border border-base-300 bg-base-200 p-4">{children}</section>
}

type MessageProps = { author: string; when: string; reply?: boolean; badge?: ComponentChildren; children: ComponentChildren }

/** What one said, with her name and when. */
export function Message({ author, when, reply = false, badge, children }: MessageProps) {
  return (
    <article class={reply ? 'ms-3 border-s-2 border-base-300 ps-3' : ''}>
      <p class="flex flex-wrap items-baseline gap-x-2 text-sm">
        <strong>{author}</strong>
        <span class="opacity-80">{when}</span>
        {badge}
      </p>
      <div class="flex flex-col gap-2 text-base wrap-anywhere">{children}</div>
    </article>
  )
}
