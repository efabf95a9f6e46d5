import type { App } from '#platform/app'
import { formatDay, type Locale } from '#platform/i18n/locales'
import { type Town, townName } from '#territories'
import { endingsOf, everyRule, votesIn } from '../core/index.ts'
import { sayDay, untilLines } from './outcome.ts'
import { named, type T } from './texts.ts'

/** A part of the leaflet: what stands above it, and its lines. */
export type LeafletPart = { title: string; lines: string[]; listed?: true }

/** All that stands on the two pages. `url`: where the QR code leads. */
export type Leaflet = {
  movement: string
  title: string
  vote: string
  url: string
  scan: string
  printed: string
  pages: LeafletPart[][]
}

const PAPERS = ['identity', 'home', 'parents', 'hosted', 'no-home', 'tax']
const EXCEPTIONS = ['posted', 'soldier', 'work', 'age', 'french', 'rights']

/** The leaflet of a town: its own dates, by its own clocks. */
export async function leafletOf(
  app: App,
  { t, locale }: { t: T; locale: Locale },
  { town, url }: { town: Town; url: string },
): Promise<Leaflet> {
  const [here] = await votesIn(app, town, 'kept')
  const endings = here ? endingsOf(here) : {}
  const now = app.now()
  const until = (which: 'ordinary' | 'late') => untilLines({ t, locale }, endings, { until: which, now })
  const read = everyRule()
    .map((rule) => rule.read)
    .toSorted()[0]!
  const { name: movement } = app.movement.current
  return {
    movement,
    title: t('registering.leaflet.head', { town: townName(town) }),
    vote: here
      ? t('registering.vote-on', { name: here.vote.name, day: sayDay(locale, here.vote_on) })
      : t('registering.leaflet.no-vote'),
    url,
    scan: t('registering.leaflet.scan'),
    printed: t('registering.leaflet.printed', { movement, day: formatDay(locale, read) }),
    pages: [
      [
        { title: t('registering.leaflet.first'), lines: [t('registering.leaflet.check'), t('registering.misplaced')] },
        {
          title: t('registering.leaflet.second'),
          lines: [...until('ordinary'), named(t, 'do', 'online'), named(t, 'do', 'post')],
          listed: true,
        },
        { title: t('registering.leaflet.third'), lines: [t('registering.leaflet.proxy')] },
      ],
      [
        { title: t('registering.leaflet.papers'), lines: PAPERS.map((key) => named(t, 'bring', key)), listed: true },
        {
          title: t('registering.leaflet.exceptions'),
          lines: [...until('late'), ...EXCEPTIONS.map((key) => named(t, 'a', `late.${key}`))],
          listed: true,
        },
      ],
    ],
  }
}
