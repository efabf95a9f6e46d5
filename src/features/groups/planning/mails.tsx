import type { App } from '#platform/app'
import type { Mail } from '#platform/mail/mail'
import { writerIn } from '#platform/mail/writing'
import { leavePath, NEWS, type PersonId } from '#people'
import { mailOf, plainLetter } from '#ui/mail'
import type { Reader as Member } from '../core/index.ts'
import { seatLinks } from './links.ts'
import { texts } from './texts.ts'

type Reader = Member & { id: PersonId }

/** Asks somebody whether she would be in a group near her. It names a town, and nobody. */
export function seatLetter(app: App, to: Reader, { seat, town, others }: { seat: string; town: string; others: number }): Mail {
  const t = texts.in(to.locale)
  const writer = writerIn(app, to.locale)
  const { movement } = writer
  const values = { name: to.given_name, movement, town, others }
  const why = t('planning.mail.why', { movement })
  const path = seatLinks.path(app, seat)
  const letter = plainLetter(writer, { locale: to.locale, t, key: 'planning.mail', values, path, why })
  const leave = { text: t('planning.mail.leave'), url: writer.url(leavePath(app, to, NEWS)) }
  const paragraphs = [...letter.paragraphs, t('planning.mail.how')]
  return mailOf({ ...letter, paragraphs, leave }, { to: to.email, id: `planned-${seat}`, unsubscribe: leave.url })
}

/** Asks one who said yes whether she would lead: enough are there, and nobody does. */
export function leaderLetter(app: App, to: Reader, { seat, town }: { seat: string; town: string }): Mail {
  const t = texts.in(to.locale)
  const writer = writerIn(app, to.locale)
  const why = t('planning.leader.why', { movement: writer.movement })
  const values = { name: to.given_name, town }
  const path = seatLinks.path(app, seat)
  const letter = plainLetter(writer, { locale: to.locale, t, key: 'planning.leader', values, path, why })
  return mailOf(letter, { to: to.email, id: `planned-leader-${seat}` })
}
