import type { App } from '#platform/app'
import { defineQueue } from '#platform/jobs/queue'
import type { Mail } from '#platform/mail/mail'
import { writerIn } from '#platform/mail/writing'
import { mailOf } from '#ui/mail'
import type { Locale } from '#platform/i18n/locales'
import type { PersonId } from '../core/index.ts'
import { texts } from './texts.ts'

/** Who asked to be erased by a link of an old mail, the mark of the mailbox that got it, and when (milliseconds). */
export type ErasureAsked = { person: PersonId; mark: string | null; at: number }

export const erasureMail = defineQueue<ErasureAsked>('privacy.erasure-mail')

/** How long the link of that letter erases. */
const ERASES_FOR = 24 * 60 * 60 * 1000

export const erasureLinks = {
  path: (app: App, { person, at }: ErasureAsked) =>
    `/erase/${app.seals.sign('privacy.erase', person, new Date(at + ERASES_FOR))}`,
  open: (app: App, token: string): PersonId | undefined => app.seals.open('privacy.erase', token, app.now()),
}

type Reader = { email: string; given_name: string; locale: Locale }

/**
 * The letter by which somebody erases herself who asked by the link of an old mail. That link never ends, so that she can always stop mails; in
 * a mail that was passed on, or in a mailbox that somebody else has now, it must not take away for good.
 */
export function erasureLetter(app: App, { email, given_name, locale }: Reader, asked: ErasureAsked): Mail {
  const t = texts.in(locale)
  const { url, movement, sender } = writerIn(app, locale)
  const letter = {
    locale,
    subject: t('privacy.erase.mail.subject', { movement }),
    paragraphs: [t('privacy.erase.mail.text', { name: given_name, movement }), t('privacy.erase.mail.ends')],
    button: { text: t('privacy.erase.mail.button'), url: url(erasureLinks.path(app, asked)) },
    why: t('privacy.erase.mail.why', { movement }),
    sender,
  }
  return mailOf(letter, { to: email, id: `erasure-${asked.person}-${asked.at}` })
}
