import type { App } from '#platform/app'
import type { Link } from '#platform/http/locale'
import type { Locale } from '#platform/i18n/locales'
import { typeText, whenText } from './describing.ts'
import { ownLinks } from './links.ts'
import type { EventCardProps } from './own.page.tsx'
import { eventPath } from './paths.ts'
import type { eventsOf } from './queries/sign-ups.ts'
import { texts } from './texts.ts'

type Mine = Awaited<ReturnType<typeof eventsOf>>

/** What somebody signed up for, or holds, as cards that lead to her own page of it. */
export function mineCards(app: App, mine: Mine, { locale, link }: { locale: Locale; link: Link }): EventCardProps[] {
  const t = texts.in(locale)
  return mine.map((event) => ({
    id: event.id,
    href: link(event.sign_up && !event.holds ? ownLinks.path(app, event.sign_up) : eventPath(event.id)),
    title: event.title,
    when: whenText(t, locale, event),
    where: [typeText(t, event.type), event.town].join(' · '),
    badges: [
      ...(event.cancelled_at ? [t('events.state-cancelled')] : []),
      ...(event.silenced && !event.cancelled_at ? [t('events.mine.silenced')] : []),
      ...(event.published_at ? [] : [t('events.mine.unread')]),
      ...(event.unlisted_at ? [t('events.mine.unlisted')] : []),
      ...(event.holds ? [t('events.mine.holds')] : []),
      ...(event.state ? [t(`events.own.state-${event.state as 'coming'}`)] : []),
    ],
  }))
}
