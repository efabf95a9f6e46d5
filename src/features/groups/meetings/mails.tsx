import type { App } from '#platform/app'
import type { Mail } from '#platform/mail/mail'
import { writerIn } from '#platform/mail/writing'
import { mailOf, plainLetter } from '#ui/mail'
import { quietLinks } from '../boards/index.ts'
import type { GroupId, Reader as Member } from '../core/index.ts'
import type { PersonId } from '#people'
import { momentOf } from './describing.ts'
import { answerLinks } from './links.ts'
import { meetingPath } from './paths.ts'
import type { MeetingRecord } from './queries.ts'
import type { MeetingMailKind } from './queues.ts'
import { texts } from './texts.ts'

type Reader = Member & { id: PersonId }

/** When and where a meeting is, to one member, with the way to say whether she comes and the way to get no more of these mails. */
export function meetingLetter(
  app: App,
  to: Reader,
  { kind, meeting, id }: { kind: MeetingMailKind; meeting: MeetingRecord; id: string },
): Mail {
  const t = texts.in(to.locale)
  const writer = writerIn(app, to.locale)
  const values = {
    name: to.given_name,
    group: meeting.group,
    at: momentOf(to.locale, meeting),
    place: meeting.where,
    movement: writer.movement,
  }
  const open = kind === 'cancelled' ? meetingPath(meeting.group_id, meeting.id) : answerLinks.path(app, meeting.id, to.id)
  const key = `meetings.mail.${kind}` as const
  const why = t('meetings.mail.why', values)
  const letter = plainLetter(writer, { locale: to.locale, t, key, values, path: open, why })
  const paragraphs = [...letter.paragraphs, ...(kind !== 'cancelled' && meeting.agenda ? [meeting.agenda] : [])]
  const leave = { text: t('meetings.mail.leave'), url: writer.url(quietLinks.path(app, meeting.group_id, to.id)) }
  return mailOf({ ...letter, paragraphs, leave }, { to: to.email, id, unsubscribe: leave.url })
}

type Answered = { id: string; group_id: GroupId; group: GroupId; need: string | null; need_answer: string | null }

/** What staff answered to what a group needs, to one of its organisers. */
export function needLetter(app: App, to: Reader, { meeting, id }: { meeting: Answered; id: string }): Mail {
  const t = texts.in(to.locale)
  const writer = writerIn(app, to.locale)
  const values = {
    name: to.given_name,
    group: meeting.group,
    need: meeting.need ?? '',
    answer: meeting.need_answer ?? '',
    movement: writer.movement,
  }
  const path = meetingPath(meeting.group_id, meeting.id)
  const why = t('meetings.mail.need.why', values)
  const letter = plainLetter(writer, { locale: to.locale, t, key: 'meetings.mail.need', values, path, why })
  const paragraphs = [...letter.paragraphs, t('meetings.mail.need.answer', values)]
  return mailOf({ ...letter, paragraphs }, { to: to.email, id })
}
