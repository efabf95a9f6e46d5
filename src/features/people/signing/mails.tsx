import type { App } from '#platform/app'
import type { Locale } from '#platform/i18n/locales'
import type { Mail } from '#platform/mail/mail'
import { writerIn } from '#platform/mail/writing'
import { type Letter, mailOf } from '#ui/mail'
import { leavePath, type PersonId, type SignatureRow } from '../core/index.ts'
import { links } from './links.ts'
import { texts } from './texts.ts'

/** Asks the owner of the mailbox whether she signed. Holds nothing that the form brought: anyone may have written it. */
export function confirmationLetter(app: App, signature: SignatureRow): Mail {
  const { locale } = signature
  const t = texts.in(locale)
  const { url, movement, sender } = writerIn(app, locale)
  const letter: Letter = {
    locale,
    subject: t('signing.mail.confirm.subject', { movement }),
    paragraphs: [t('signing.mail.confirm.text', { movement }), t('signing.mail.confirm.ends')],
    button: { text: t('signing.mail.confirm.button'), url: url(links.confirm(app, signature)) },
    why: t('signing.mail.confirm.why', { movement }),
    leave: { text: t('signing.mail.confirm.refuse'), url: url(links.refuse(app, signature.id)) },
    sender,
  }
  return mailOf(letter, { to: signature.email, id: `confirm-${signature.id}-${signature.mails}` })
}

type Supporter = { id: PersonId; given_name: string; locale: Locale; email: string }

export function welcomeLetter(app: App, person: Supporter): Mail {
  const t = texts.in(person.locale)
  const { url, movement, sender } = writerIn(app, person.locale)
  const leave = url(leavePath(app, person))
  const letter: Letter = {
    locale: person.locale,
    subject: t('signing.mail.welcome.subject', { movement }),
    paragraphs: [t('signing.mail.welcome.text', { name: person.given_name }), t('signing.mail.welcome.share', { url: url('/') })],
    button: { text: t('signing.mail.welcome.button'), url: url('/act/now') },
    why: t('signing.mail.welcome.why', { movement }),
    leave: { text: t('signing.mail.welcome.leave'), url: leave },
    sender,
  }
  return mailOf(letter, { to: person.email, id: `welcome-${person.id}`, unsubscribe: leave })
}
