import type { App } from '#platform/app'
import type { Mail } from '#platform/mail/mail'
import { writerIn } from '#platform/mail/writing'
import { formatDay, type Locale } from '#platform/i18n/locales'
import { mailOf, plainLetter } from '#ui/mail'
import { reminderLinks } from './links.ts'
import type { ReminderId } from './tables.ts'
import { texts } from './texts.ts'

type Reader = { id: ReminderId; email: string; locale: Locale }

/** Asks an address whether it wants the reminder: it says nothing of what it is about. */
export function askLetter(app: App, { id, email, locale, asked_at }: Reader & { asked_at: Date }): Mail {
  const t = texts.in(locale)
  const letter = plainLetter(writerIn(app, locale), {
    locale,
    t,
    key: 'registering.mail.ask',
    values: {},
    path: reminderLinks.path(app, id),
    why: t('registering.mail.ask.why'),
  })
  return mailOf(letter, { to: email, id: `roll-reminder-ask-${id}-${asked_at.getTime()}` })
}

/** The reminder: which vote it was about, and where to look. */
export function dueLetter(app: App, { id, email, locale }: Reader, vote: { name: string; first: string }): Mail {
  const t = texts.in(locale)
  const letter = plainLetter(writerIn(app, locale), {
    locale,
    t,
    key: 'registering.mail.due',
    values: { name: vote.name, day: formatDay(locale, vote.first) },
    path: '/vote',
    why: t('registering.mail.due.why'),
  })
  return mailOf(letter, { to: email, id: `roll-reminder-${id}` })
}
