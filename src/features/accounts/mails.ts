import type { App } from '#platform/app'
import { CODE_MINUTES } from '#platform/auth/auth'
import { linkIn } from '#platform/http/locale'
import type { Locale } from '#platform/i18n/locales'
import type { Mail } from '#platform/mail/mail'
import { letterHtml, letterText, type Letter } from '#ui/mail'
import { digitsFor, links } from './asking.ts'
import { spaced } from './rules.ts'
import type { RequestId } from './tables.ts'
import { texts } from './texts.ts'

type Request = { id: RequestId; email: string; locale: Locale; asked_at: Date }

/** The code, for whoever reads that mailbox: the same mail whether anybody of that address is known or not. */
export function codeLetter(app: App, request: Request): Mail {
  const { name: movement, contact, locale: main } = app.movement.current
  const t = texts.in(request.locale)
  const code = spaced(digitsFor(app, request.id))
  const letter: Letter = {
    locale: request.locale,
    subject: t('accounts.mail.subject', { code, movement }),
    paragraphs: [t('accounts.mail.code', { code }), t('accounts.mail.ends', { minutes: CODE_MINUTES })],
    button: {
      text: t('accounts.mail.button'),
      url: app.config.publicUrl + linkIn(request.locale, main)(links.signIn(app, request)),
    },
    why: t('accounts.mail.why', { movement }),
    sender: `${movement} · ${contact}`,
  }
  return {
    to: request.email,
    subject: letter.subject,
    text: letterText(letter),
    html: letterHtml(letter),
    id: `sign-in-${request.id}`,
  }
}
