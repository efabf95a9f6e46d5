import type { App } from '#platform/app'
import type { MessageValues } from '#platform/errors'
import type { Locale } from '#platform/i18n/locales'
import type { Texts } from '#platform/i18n/texts'
import type { Mail } from '#platform/mail/mail'
import { writerIn } from '#platform/mail/writing'
import { mailOf, plainLetter } from '#ui/mail'
import { membershipPath, membersPath } from './paths.ts'
import type { GroupMailKind } from './queues.ts'
import type { GroupId } from './tables.ts'
import { texts as own } from './texts.ts'

/** Who gets it: a person with a mailbox. */
export type Reader = { given_name: string; locale: Locale; email: string }

type Parts = 'subject' | 'text' | 'button'

type Said<K extends string> = {
  texts: Texts<`${NoInfer<K>}.${Parts}`>
  key: K
  group: { name: string }
  values?: MessageValues
  path: string
  id: string
}

/** A mail about a group to one who is in it, or asked to be: part of belonging to it, so it has nothing to unsubscribe from. */
export function groupLetter<K extends string>(app: App, to: Reader, { texts, key, group, values, path, id }: Said<K>): Mail {
  const { locale } = to
  const writer = writerIn(app, locale)
  const all = { name: to.given_name, group: group.name, movement: writer.movement, ...values }
  const why = own.in(locale)('groups.mail.why', all)
  return mailOf(plainLetter(writer, { locale, t: texts.in(locale), key, values: all, path, why }), { to: to.email, id })
}

type SaidToCharged<K extends string> = {
  texts: Texts<`${NoInfer<K>}.${Parts | 'why'}`>
  key: K
  values: MessageValues
  path: string
  id: string
}

/** A mail to somebody in charge of a territory, about a group of it. In the movement's language: an account has none. */
export function chargedLetter<K extends string>(app: App, to: string, { texts, key, values, path, id }: SaidToCharged<K>): Mail {
  const { locale } = app.movement.current
  const writer = writerIn(app, locale)
  const [t, all] = [texts.in(locale), { movement: writer.movement, ...values }]
  return mailOf(plainLetter(writer, { locale, t, key, values: all, path, why: t(`${key}.why`, all) }), { to, id })
}

/** Where the button of each kind leads. */
const LEADS: Record<GroupMailKind, (group: GroupId) => string> = {
  joined: membersPath,
  vacant: membershipPath,
  created: membersPath,
  leads: membersPath,
  born: membersPath,
}

type OwnMail = { kind: GroupMailKind; group: { id: GroupId; name: string }; who: string; id: string }

/** What this room itself tells a member. `who`: whom it is about. */
export function ownLetter(app: App, to: Reader, { kind, group, who, id }: OwnMail): Mail {
  const path = LEADS[kind](group.id)
  return groupLetter(app, to, { texts: own, key: `groups.mail.${kind}` as const, group, values: { who }, path, id })
}
