import type { App } from '#platform/app'
import type { Link } from '#platform/http/locale'
import type { Locale } from '#platform/i18n/locales'
import type { PersonId } from '#people'
import { eventPath, typeText, whenText } from '../core/index.ts'
import { pageTexts } from './texts.ts'
import { ownLinks } from './links.ts'
import type { EventCardProps } from './own.page.tsx'
import { eventsOf } from './queries.ts'

type Asked = { locale: Locale; link: Link; limit: number }

/** What somebody signed up for, or holds, and that is not over, as cards that lead to her own page of it. One query. */
export async function ownEventCards(app: App, person: PersonId, { locale, link, limit }: Asked): Promise<EventCardProps[]> {
  const t = pageTexts.in(locale)
  const mine = await eventsOf(app.database.read, person, { now: app.now(), limit })
  return mine.map((event) => ({
    id: event.id,
    href: link(event.sign_up && !event.holds ? ownLinks.path(app, event.sign_up) : eventPath(event.id)),
    title: event.title,
    when: whenText(t, locale, event),
    where: [typeText(t, event.type), event.town].join(' · '),
    badges: [
      ...(event.cancelled_at ? [t('events.state-cancelled')] : []),
      ...(event.silenced && !event.cancelled_at ? [t('attending.mine.silenced')] : []),
      ...(event.published_at ? [] : [t('attending.mine.unread')]),
      ...(event.unlisted_at ? [t('attending.mine.unlisted')] : []),
      ...(event.holds ? [t('attending.mine.holds')] : []),
      ...(event.state ? [t(`attending.own.state-${event.state}`)] : []),
    ],
  }))
}
