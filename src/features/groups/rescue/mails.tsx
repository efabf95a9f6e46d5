import type { App } from '#platform/app'
import type { Locale } from '#platform/i18n/locales'
import type { Mail } from '#platform/mail/mail'
import { writerIn } from '#platform/mail/writing'
import { mailOf } from '#ui/mail'
import { groupPath, membersPath } from '../core/index.ts'
import { leavePath, type PersonId } from '#people'
import { rescuePath } from './paths.ts'
import type { RescueMailKind } from './queues.ts'
import { texts } from './texts.ts'

type Reader = { id: PersonId; given_name: string; locale: Locale; email: string }
type Said = { kind: RescueMailKind; group: { id: string; name: string; town: string }; other: string; id: string }

/** A mail about a small group: to its organisers, to those of another, to its members, or to a neighbour who agreed to get news. */
export function rescueLetter(app: App, to: Reader, { kind, group, other, id }: Said): Mail {
  const { locale } = to
  const t = texts.in(locale)
  const { url, movement, sender } = writerIn(app, locale)
  const values = { name: to.given_name, group: group.name, town: group.town, other, movement }
  const leads = { small: rescuePath, asked: rescuePath, refused: () => '/groups', merged: membersPath, neighbour: groupPath }
  const leave = kind === 'neighbour' ? { text: t('rescue.mail.leave'), url: url(leavePath(app, to.id)) } : undefined
  const letter = {
    locale,
    subject: t(`rescue.mail.${kind}.subject`, values),
    paragraphs: [t(`rescue.mail.${kind}.text`, values)],
    button: { text: t(`rescue.mail.${kind}.button`), url: url(leads[kind](group.id)) },
    why: t(kind === 'neighbour' ? 'rescue.mail.why-neighbour' : 'rescue.mail.why', values),
    ...(leave ? { leave } : {}),
    sender,
  }
  return mailOf(letter, { to: to.email, id, unsubscribe: leave?.url })
}
