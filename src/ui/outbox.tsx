import type { OutboxView } from '../platform/mail/outbox.ts'
import { Article, TextLink } from './parts.tsx'

/** The messages that a trial installation wrote to disk, newest first. For developers, so in English. */
export const outbox: OutboxView = (mails) => ({
  title: 'Outbox',
  body: (
    <Article title="Outbox" lead="No MAIL_URL is set, so messages are kept here instead of sent.">
      {mails.length === 0 && <p>Nothing yet. A mail takes about a second; reload the page.</p>}
      <ul class="flex flex-col divide-y divide-base-300">
        {mails.map(({ href, subject, to, date }) => (
          <li key={href} class="py-3">
            <TextLink href={href}>{subject}</TextLink>
            <p class="text-sm opacity-80">
              {to} · {date}
            </p>
          </li>
        ))}
      </ul>
    </Article>
  ),
})
