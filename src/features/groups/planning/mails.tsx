import type { App } from '#platform/app'
import type { Locale } from '#platform/i18n/locales'
import type { Mail } from '#platform/mail/mail'
import { writerIn } from '#platform/mail/writing'
import { mailOf } from '#ui/mail'
import { leavePath, type PersonId } from '#people'
import { seatLinks } from './links.ts'
import { texts } from './texts.ts'

type Reader = { id: PersonId; given_name: string; locale: Locale; email: string }

/** Asks somebody whether she would be in a group near her. It names a town, and nobody. */
export function seatLetter(app: App, to: Reader, { seat, town, others }: { seat: string; town: string; others: number }): Mail {
  const t = texts.in(to.locale)
  const { url, movement, sender } = writerIn(app, to.locale)
  const leave = url(leavePath(app, to.id))
  const letter = {
    locale: to.locale,
    subject: t('planning.mail.subject', { town }),
    paragraphs: [t('planning.mail.text', { name: to.given_name, movement, town, others }), t('planning.mail.how')],
    button: { text: t('planning.mail.button'), url: url(seatLinks.path(app, seat)) },
    why: t('planning.mail.why', { movement }),
    leave: { text: t('planning.mail.leave'), url: leave },
    sender,
  }
  return mailOf(letter, { to: to.email, id: `planned-${seat}`, unsubscribe: leave })
}

/** Asks one who said yes whether she would lead: enough are there, and nobody does. */
export function leaderLetter(app: App, to: Reader, { seat, town }: { seat: string; town: string }): Mail {
  const t = texts.in(to.locale)
  const { url, movement, sender } = writerIn(app, to.locale)
  const letter = {
    locale: to.locale,
    subject: t('planning.leader.subject', { town }),
    paragraphs: [t('planning.leader.text', { name: to.given_name, town })],
    button: { text: t('planning.leader.button'), url: url(seatLinks.path(app, seat)) },
    why: t('planning.leader.why', { movement }),
    sender,
  }
  return mailOf(letter, { to: to.email, id: `planned-leader-${seat}` })
}
