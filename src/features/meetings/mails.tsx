import type { App } from '#platform/app'
import { dateFormat, type Locale } from '#platform/i18n/locales'
import type { Mail } from '#platform/mail/mail'
import { writerIn } from '#platform/mail/writing'
import { mailOf } from '#ui/mail'
import { quietLinks } from '#boards'
import type { GroupId } from '#groups'
import type { PersonId } from '#people'
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
    place: meeting.place ?? meeting.town,
    movement,
  }
  const leave = url(quietLinks.path(app, meeting.group_id, to.id))
  const letter = {
    locale: to.locale,
    subject: t(`meetings.mail.${kind}.subject`, values),
    paragraphs: [t(`meetings.mail.${kind}.text`, values), ...(kind !== 'cancelled' && meeting.agenda ? [meeting.agenda] : [])],
    button: { text: t(`meetings.mail.${kind}.button`), url: url(meetingPath(meeting.group_id, meeting.id)) },
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

/** "Tuesday 3 March at 19:00", as clocks show it where the group is. */
export function momentOf(locale: Locale, { starts_at, time_zone }: { starts_at: Date; time_zone: string }): string {
  const format = { weekday: 'long', day: 'numeric', month: 'long', hour: 'numeric', minute: '2-digit' } as const
  return dateFormat(locale, { ...format, timeZone: time_zone }).format(starts_at)
}
