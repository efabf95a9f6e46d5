import type { App } from '#platform/app'
import type { Locale } from '#platform/i18n/locales'
import { formatDay } from '#platform/i18n/locales'
import { sayMoment } from '#platform/i18n/moments'
import type { Mail } from '#platform/mail/mail'
import { writerIn } from '#platform/mail/writing'
import { mailOf } from '#ui/mail'
import { townName } from '#territories'
import { links } from './links.ts'
import type { AskRecord, HolderRecord, Seen } from './queries/own.ts'
import type { AskMailKind, HolderMailKind } from './queues.ts'
import { texts } from './texts.ts'
import type { Ahead } from './voting.ts'

type About = { about: string | undefined; ahead: Ahead }

/** What a mail says of the vote and of the other: a first name and a town, never a number. */
function valuesOf(locale: Locale, ahead: Ahead, { match, zone }: { match: Seen | undefined; zone: string }) {
  return {
    vote: ahead.name,
    day: formatDay(locale, ahead.vote_on),
    n: ahead.daysLeft,
    other: match?.name ?? '',
    town: match ? townName({ name: match.town, department_id: match.department_id }) : '',
    until: match ? sayMoment(locale, new Date(match.answer_by), zone) : '',
  }
}

/** A mail to who asks. Her number and that of the other stand on her page alone. */
export function askLetter(app: App, ask: AskRecord, { kind, about, ahead }: About & { kind: AskMailKind }): Mail {
  const { locale } = ask
  const t = texts.in(locale)
  const { url, movement, sender } = writerIn(app, locale)
  const values = {
    ...valuesOf(locale, ahead, { match: ask.match ?? undefined, zone: ask.time_zone }),
    name: ask.given_name!,
    movement,
  }
  const reminds = ask.match?.state === 'agreed' ? ('agreed' as const) : ('waiting' as const)
  const letter = {
    locale,
    subject: t(`proxies.ask-mail.${kind}.subject`, values),
    paragraphs: [
      kind === 'reminder' ? t(`proxies.ask-mail.reminder.${reminds}`, values) : t(`proxies.ask-mail.${kind}.text`, values),
    ],
    button: {
      text: t(kind === 'confirm' ? 'proxies.ask-mail.confirm.button' : 'proxies.mail.button'),
      url: url(links.ask(app, ask.id)),
    },
    why: t('proxies.mail.why-ask', values),
    sender,
  }
  return mailOf(letter, { to: ask.email!, id: `proxy-ask-${kind}-${ask.id}-${about ?? ''}` })
}

type Reader = { given_name: string; email: string; locale: Locale }

/** A mail to who goes for somebody. */
export function holderLetter(
  app: App,
  { to, holder }: { to: Reader; holder: HolderRecord },
  { kind, about, ahead }: About & { kind: HolderMailKind },
): Mail {
  const { locale } = to
  const t = texts.in(locale)
  const { url, movement, sender } = writerIn(app, locale)
  const match = holder.matches.find(({ id }) => id === about)
  const values = { ...valuesOf(locale, ahead, { match, zone: holder.time_zone }), name: to.given_name, movement }
  const letter = {
    locale,
    subject: t(`proxies.holder-mail.${kind}.subject`, values),
    paragraphs: [t(`proxies.holder-mail.${kind}.text`, values)],
    button: { text: t('proxies.mail.button'), url: url(links.holder(app, holder.id)) },
    why: t('proxies.mail.why-holder', values),
    sender,
  }
  return mailOf(letter, { to: to.email, id: `proxy-holder-${kind}-${holder.id}-${about ?? ''}` })
}
