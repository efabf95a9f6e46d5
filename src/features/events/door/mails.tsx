import type { App } from '#platform/app'
import type { Locale } from '#platform/i18n/locales'
import type { Mail } from '#platform/mail/mail'
import { writerIn } from '#platform/mail/writing'
import { mailOf } from '#ui/mail'
import type { EventRecord } from '../core/index.ts'
import { reportPath } from './paths.ts'
import { texts } from './texts.ts'

type Reader = { given_name: string; email: string; locale: Locale }

/** An event is over: to one of those who held it, who tells what came of it. */
export function askedLetter(app: App, to: Reader, { event, id }: { event: EventRecord; id: string }): Mail {
  const t = texts.in(to.locale)
  const { url, movement, sender } = writerIn(app, to.locale)
  const values = { name: to.given_name, title: event.title, movement }
  const letter = {
    locale: to.locale,
    subject: t('door.mail.asked.subject', values),
    paragraphs: [t('door.mail.asked.text', values)],
    button: { text: t('door.mail.asked.button'), url: url(reportPath(event.id)) },
    why: t('door.mail.asked.why', values),
    sender,
  }
  return mailOf(letter, { to: to.email, id })
}
