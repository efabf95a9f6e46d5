import type { App } from '#platform/app'
import { formatDay, type Locale } from '#platform/i18n/locales'
import type { Mail } from '#platform/mail/mail'
import { writerIn } from '#platform/mail/writing'
import { mailOf } from '#ui/mail'
import { leavePath, type PersonId } from '#people'
import { eventPath, eventTexts, typeText, whenText } from '../core/index.ts'
import type { AgendaDate } from './dates.ts'
import { weeklyLinks } from './links.ts'
import { WEEKLY } from './purposes.ts'
import type { NearEvent } from './queries/find.ts'
import { texts } from './texts.ts'

type Reader = { id: PersonId; given_name: string; email: string }
type Week = { locale: Locale; week: string; town: string; events: NearEvent[]; dates: AgendaDate[] }

/** What happens near somebody this week, chosen by distance and by what she likes. */
export function weeklyLetterOf(app: App, to: Reader, { locale, week, town, events, dates }: Week): Mail {
  const t = texts.in(locale)
  const et = eventTexts.in(locale)
  const { url, movement, sender } = writerIn(app, locale)
  const values = { name: to.given_name, town, n: events.length, movement }
  const leave = url(weeklyLinks.path(app, to.id))
  const letter = {
    locale,
    subject: t('agenda.mail.subject', values),
    paragraphs: [
      ...dates.map(({ title, day, text, path }) =>
        [t('agenda.mail.date', { title, day: formatDay(locale, day) }), text, url(path)].join('\n'),
      ),
      ...(events.length > 0 ? [t('agenda.mail.text', values)] : []),
      ...events.map((event) =>
        [`${event.title} (${typeText(et, event.type)})`, whenText(et, locale, event), event.town, url(eventPath(event.id))].join(
          '\n',
        ),
      ),
    ],
    button: { text: t('agenda.mail.button'), url: url('/events') },
    why: t('agenda.mail.why', values),
    leave: { text: t('agenda.weekly.end'), url: leave },
    sender,
  }
  return mailOf(letter, { to: to.email, id: `weekly-${week}-${to.id}`, unsubscribe: url(leavePath(app, to, WEEKLY)) })
}
