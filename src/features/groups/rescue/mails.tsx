import type { App } from '#platform/app'
import type { Mail } from '#platform/mail/mail'
import { writerIn } from '#platform/mail/writing'
import { leavePath, NEWS, type PersonId } from '#people'
import { mailOf, plainLetter } from '#ui/mail'
import { type GroupId, groupPath, membersPath, type Reader } from '../core/index.ts'
import { rescuePath } from './paths.ts'
import type { RescueMailKind } from './queues.ts'
import { texts } from './texts.ts'

type Said = { kind: RescueMailKind; group: { id: string; name: string; town: string }; other: string; id: string }

/** Where the button of each kind leads. */
const LEADS: Record<RescueMailKind, (group: GroupId) => string> = {
  small: rescuePath,
  asked: rescuePath,
  refused: () => '/groups',
  merged: membersPath,
  neighbour: groupPath,
}

/** A mail about a small group: to its organisers, to those of another, to its members, or to a neighbour who agreed to get news. */
export function rescueLetter(app: App, to: Reader & { id: PersonId }, { kind, group, other, id }: Said): Mail {
  const { locale } = to
  const t = texts.in(locale)
  const writer = writerIn(app, locale)
  const values = { name: to.given_name, group: group.name, town: group.town, other, movement: writer.movement }
  const why = t(kind === 'neighbour' ? 'rescue.mail.why-neighbour' : 'rescue.mail.why', values)
  const key = `rescue.mail.${kind}` as const
  const letter = plainLetter(writer, { locale, t, key, values, path: LEADS[kind](group.id), why })
  if (kind !== 'neighbour') return mailOf(letter, { to: to.email, id })
  const leave = { text: t('rescue.mail.leave'), url: writer.url(leavePath(app, to, NEWS)) }
  return mailOf({ ...letter, leave }, { to: to.email, id, unsubscribe: leave.url })
}
