import type { App } from '#platform/app'
import type { Locale } from '#platform/i18n/locales'
import type { Mail } from '#platform/mail/mail'
import { writerIn } from '#platform/mail/writing'
import { mailOf } from '#ui/mail'
import { membershipPath, membersPath } from './paths.ts'
import type { GroupMailKind } from './queues.ts'
import type { GroupId } from './tables.ts'
import { texts } from './texts.ts'

/** Who gets it: a person with a mailbox. */
export type Reader = { given_name: string; locale: Locale; email: string }

type Said = { kind: GroupMailKind; group: { id: GroupId; name: string }; who: string; reason: string; id: string }

/** Where the button of each kind leads. */
const LEADS: Record<GroupMailKind, (group: GroupId) => string> = {
  asked: membersPath,
  joined: membersPath,
  accepted: membershipPath,
  refused: () => '/groups',
  removed: () => '/groups',
  vacant: membershipPath,
  created: membersPath,
  leads: membersPath,
  born: membersPath,
}

/** A mail about a group to one who is in it, or asked to be: part of belonging to it, so it has nothing to unsubscribe from. */
export function groupLetter(app: App, to: Reader, { kind, group, who, reason, id }: Said): Mail {
  const { locale } = to
  const t = texts.in(locale)
  const { url, movement, sender } = writerIn(app, locale)
  const values = { name: to.given_name, group: group.name, who, reason, movement }
  const letter = {
    locale,
    subject: t(`groups.mail.${kind}.subject`, values),
    paragraphs: [t(`groups.mail.${kind}.text`, values)],
    button: { text: t(`groups.mail.${kind}.button`), url: url(LEADS[kind](group.id)) },
    why: t('groups.mail.why', values),
    sender,
  }
  return mailOf(letter, { to: to.email, id })
}

/** Tells somebody in charge of a part of the country that there is a new group in it. In the movement's language: an account has none. */
export function foundedLetter(
  app: App,
  to: string,
  { group, id }: { group: { id: GroupId; name: string; town: string }; id: string },
): Mail {
  const { locale } = app.movement.current
  const t = texts.in(locale)
  const { movement, sender } = writerIn(app, locale)
  const values = { group: group.name, town: group.town, movement }
  const letter = {
    locale,
    subject: t('groups.mail.founded.subject', values),
    paragraphs: [t('groups.mail.founded.text', values)],
    button: { text: t('groups.mail.founded.button'), url: `${app.config.publicUrl}/staff/groups/${group.id}` },
    why: t('groups.mail.founded.why', values),
    sender,
  }
  return mailOf(letter, { to, id })
}

type Invited = { id: string; email: string; locale: Locale; group: string; town: string; path: string }

/** Invites a mailbox of which nothing is known, not even a name. Holds nothing that the one who invites wrote. */
export function invitationLetter(app: App, { id, email, locale, group, town, path }: Invited): Mail {
  const t = texts.in(locale)
  const { url, movement, sender } = writerIn(app, locale)
  const letter = {
    locale,
    subject: t('groups.mail.invitation.subject', { movement }),
    paragraphs: [t('groups.mail.invitation.text', { group, town, movement })],
    button: { text: t('groups.mail.invitation.button'), url: url(path) },
    why: t('groups.mail.invitation.why', { movement }),
    sender,
  }
  return mailOf(letter, { to: email, id: `invitation-${id}` })
}
