import type { App } from '#platform/app'
import type { Locale } from '#platform/i18n/locales'
import type { Mail } from '#platform/mail/mail'
import { writerIn } from '#platform/mail/writing'
import { mailOf, plainLetter } from '#ui/mail'
import { type GroupId, groupLetter, membershipPath, membersPath, type Reader } from '../core/index.ts'
import type { JoiningMailKind } from './queues.ts'
import { texts } from './texts.ts'

/** Where the button of each kind leads. */
const LEADS: Record<JoiningMailKind, (group: GroupId) => string> = {
  asked: membersPath,
  accepted: membershipPath,
  refused: () => '/groups',
  removed: () => '/groups',
}

type Said = { kind: JoiningMailKind; group: { id: GroupId; name: string }; who: string; reason: string; id: string }

/** What became of a request, or of a membership. `who`: whom it is about. */
export function joiningLetter(app: App, to: Reader, { kind, group, who, reason, id }: Said): Mail {
  const path = LEADS[kind](group.id)
  return groupLetter(app, to, { texts, key: `joining.mail.${kind}` as const, group, values: { who, reason }, path, id })
}

type Invited = { id: string; email: string; locale: Locale; group: string; town: string; path: string }

/** Invites a mailbox of which nothing is known, not even a name. Holds nothing that the one who invites wrote. */
export function invitationLetter(app: App, { id, email, locale, group, town, path }: Invited): Mail {
  const t = texts.in(locale)
  const writer = writerIn(app, locale)
  const values = { group, town, movement: writer.movement }
  const why = t('joining.mail.invitation.why', values)
  const letter = plainLetter(writer, { locale, t, key: 'joining.mail.invitation', values, path, why })
  return mailOf(letter, { to: email, id: `invitation-${id}` })
}
