import type { App } from '#platform/app'
import { CODE_MINUTES } from '#platform/auth/auth'
import type { Locale } from '#platform/i18n/locales'
import type { Mail } from '#platform/mail/mail'
import { contactOf, writerIn } from '#platform/mail/writing'
import { type Letter, mailOf } from '#ui/mail'
import { digitsFor, links } from './asking.ts'
import { spaced } from './rules.ts'
import type { RequestId } from './tables.ts'
import { texts } from './texts.ts'

type Request = { id: RequestId; email: string; locale: Locale; asked_at: Date }

/** The code, for whoever reads that mailbox: the same mail whether anybody of that address is known or not. */
export function codeLetter(app: App, request: Request): Mail {
  const t = texts.in(request.locale)
  const code = spaced(digitsFor(app, request.id))
  return letterTo(
    app,
    { ...request, kind: 'sign-in' },
    {
      subject: t('accounts.mail.subject', { code, movement: app.movement.current.name }),
      paragraphs: [t('accounts.mail.code', { code }), t('accounts.mail.ends', { minutes: CODE_MINUTES })],
      button: { text: t('accounts.mail.button'), url: urlOf(app, request, links.signIn(app, request)) },
      why: t('accounts.mail.why', { movement: app.movement.current.name }),
    },
  )
}

/** The code by which an account moves to this mailbox. No link: it is typed where it was asked for. */
export function moveLetter(app: App, request: Request): Mail {
  const t = texts.in(request.locale)
  const { name: movement } = app.movement.current
  const code = spaced(digitsFor(app, request.id))
  return letterTo(
    app,
    { ...request, kind: 'move' },
    {
      subject: t('accounts.move.subject', { code, movement }),
      paragraphs: [t('accounts.move.code', { code }), t('accounts.mail.ends', { minutes: CODE_MINUTES })],
      why: t('accounts.move.why', { movement }),
    },
  )
}

/** Instead of a code, to a mailbox that has an account: its owner alone learns so. */
export function takenLetter(app: App, request: Request): Mail {
  const t = texts.in(request.locale)
  const { name: movement } = app.movement.current
  return letterTo(
    app,
    { ...request, kind: 'taken' },
    {
      subject: t('accounts.taken.subject', { movement }),
      paragraphs: [t('accounts.taken.text', { movement })],
      button: { text: t('accounts.mail.button'), url: urlOf(app, request, '/sign-in') },
      why: t('accounts.move.why', { movement }),
    },
  )
}

/** Once an hour, when too many codes were asked for: where they still leave to, and how to do without. */
export function tooManyLetter(app: App, request: Request): Mail {
  const t = texts.in(request.locale)
  const { name: movement } = app.movement.current
  return letterTo(
    app,
    { ...request, kind: 'too-many' },
    {
      subject: t('accounts.too-many.subject', { movement }),
      paragraphs: [t('accounts.too-many.text', { movement }), t('accounts.too-many.way')],
      button: { text: t('accounts.mail.button'), url: urlOf(app, request, '/sign-in') },
      why: t('accounts.mail.why', { movement }),
    },
  )
}

/** To the mailbox that an account left, so that nobody is moved without knowing. */
export function movedLetter(app: App, request: Request): Mail {
  const t = texts.in(request.locale)
  const { name: movement } = app.movement.current
  return letterTo(
    app,
    { ...request, kind: 'moved' },
    {
      subject: t('accounts.moved.subject', { movement }),
      paragraphs: [t('accounts.moved.text', { movement }), t('accounts.moved.not-you', { contact: contactOf(app) })],
      why: t('accounts.moved.why', { movement }),
    },
  )
}

const urlOf = (app: App, { locale }: Request, path: string) => writerIn(app, locale).url(path)

function letterTo(
  app: App,
  { id, email, locale, kind }: Request & { kind: string },
  says: Omit<Letter, 'locale' | 'sender'>,
): Mail {
  return mailOf({ ...says, locale, sender: writerIn(app, locale).sender }, { to: email, id: `${kind}-${id}` })
}
