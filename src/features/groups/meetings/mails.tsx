import type { App } from '#platform/app'
import type { Locale } from '#platform/i18n/locales'
import type { Mail } from '#platform/mail/mail'
import { writerIn } from '#platform/mail/writing'
import { mailOf } from '#ui/mail'
import { quietLinks } from '../boards/index.ts'
import type { GroupId } from '../core/index.ts'
import type { PersonId } from '#people'
import { momentOf } from './describing.ts'
import { answerLinks } from './links.ts'
import { meetingPath } from './paths.ts'
import type { MeetingRecord } from './queries.ts'
import type { MeetingMailKind } from './queues.ts'
import { texts } from './texts.ts'

type Reader = { id: PersonId; given_name: string; locale: Locale; email: string }

/** When and where a meeting is, to one member, with the way to say whether she comes and the way to get no more of these mails. */
export function meetingLetter(
  app: App,
  to: Reader,
  { kind, meeting, id }: { kind: MeetingMailKind; meeting: MeetingRecord; id: string },
): Mail {
  const t = texts.in(to.locale)
  const { url, movement, sender } = writerIn(app, to.locale)
  const values = {
    name: to.given_name,
    group: meeting.group,
    at: momentOf(to.locale, meeting),
    place: meeting.where,
    movement,
  }
  const leave = url(quietLinks.path(app, meeting.group_id, to.id))
  const letter = {
    locale: to.locale,
    subject: t(`meetings.mail.${kind}.subject`, values),
    paragraphs: [t(`meetings.mail.${kind}.text`, values), ...(kind !== 'cancelled' && meeting.agenda ? [meeting.agenda] : [])],
    button: {
      text: t(`meetings.mail.${kind}.button`),
      url: url(kind === 'cancelled' ? meetingPath(meeting.group_id, meeting.id) : answerLinks.path(app, meeting.id, to.id)),
    },
    why: t('meetings.mail.why', values),
    leave: { text: t('meetings.mail.leave'), url: leave },
    sender,
  }
  return mailOf(letter, { to: to.email, id, unsubscribe: leave })
}

type Answered = { id: string; group_id: GroupId; group: string; need: string | null; need_answer: string | null }

/** What staff answered to what a group needs, to one of its organisers. */
export function needLetter(app: App, to: Reader, { meeting, id }: { meeting: Answered; id: string }): Mail {
  const t = texts.in(to.locale)
  const { url, movement, sender } = writerIn(app, to.locale)
  const values = {
    name: to.given_name,
    group: meeting.group,
    need: meeting.need ?? '',
    answer: meeting.need_answer ?? '',
    movement,
  }
  const letter = {
    locale: to.locale,
    subject: t('meetings.mail.need.subject', values),
    paragraphs: [t('meetings.mail.need.text', values), t('meetings.mail.need.answer', values)],
    button: { text: t('meetings.mail.need.button'), url: url(meetingPath(meeting.group_id, meeting.id)) },
    why: t('meetings.mail.need.why', values),
    sender,
  }
  return mailOf(letter, { to: to.email, id })
}

/** Tells somebody in charge of a territory that a group of it needs something. In the movement's language: an account has none. */
export function needAskedLetter(app: App, to: string, { meeting, id }: { meeting: Answered; id: string }): Mail {
  const { locale } = app.movement.current
  const t = texts.in(locale)
  const { url, movement, sender } = writerIn(app, locale)
  const values = { group: meeting.group, movement }
  const letter = {
    locale,
    subject: t('meetings.mail.asked.subject', values),
    paragraphs: [t('meetings.mail.asked.text', values)],
    button: { text: t('meetings.mail.asked.button'), url: url('/staff/needs') },
    why: t('meetings.mail.asked.why', values),
    sender,
  }
  return mailOf(letter, { to, id })
}
