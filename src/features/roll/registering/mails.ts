import type { App } from '#platform/app'
import type { Mail } from '#platform/mail/mail'
import { writerIn } from '#platform/mail/writing'
import { formatDay, type Locale } from '#platform/i18n/locales'
import { mailOf, plainLetter } from '#ui/mail'
import { reminderLinks } from './links.ts'
import type { ReminderId } from './tables.ts'
import { type T, texts } from './texts.ts'

type Reader = { id: ReminderId; email: string; mailbox_hash: Buffer; locale: Locale }

/** How this mailbox gets no more of them, whoever types its address: a page with a button, or at once by the mail program (RFC 8058). */
function never(app: App, t: T, { mailbox_hash, locale }: Reader) {
  const url = writerIn(app, locale).url(reminderLinks.neverPath(app, mailbox_hash))
  return { leave: { text: t('registering.mail.never'), url }, unsubscribe: url }
}

/** Asks an address whether it wants the reminder: it says nothing of what it is about. */
export function askLetter(app: App, to: Reader & { asked_at: Date }): Mail {
  const { id, email, locale, asked_at } = to
  const t = texts.in(locale)
  const letter = plainLetter(writerIn(app, locale), {
    locale,
    t,
    key: 'registering.mail.ask',
    values: {},
    path: reminderLinks.path(app, id),
    why: t('registering.mail.ask.why'),
  })
  const { leave, unsubscribe } = never(app, t, to)
  return mailOf({ ...letter, leave }, { to: email, id: `roll-reminder-ask-${id}-${asked_at.getTime()}`, unsubscribe })
}

/** The reminder: which vote it was about, and where to look. */
export function dueLetter(app: App, to: Reader, vote: { name: string; first: string }): Mail {
  const { id, email, locale } = to
  const t = texts.in(locale)
  const letter = plainLetter(writerIn(app, locale), {
    locale,
    t,
    key: 'registering.mail.due',
    values: { name: vote.name, day: formatDay(locale, vote.first) },
    path: '/vote',
    why: t('registering.mail.due.why'),
  })
  const { leave, unsubscribe } = never(app, t, to)
  return mailOf({ ...letter, leave }, { to: email, id: `roll-reminder-${id}`, unsubscribe })
}
