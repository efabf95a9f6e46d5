import type { App } from '#platform/app'
import { groupPageParts } from '#groups'
import type { Link } from '#platform/http/locale'
import type { Locale } from '#platform/i18n/locales'
import { sayMoment } from '#platform/i18n/moments'
import { fill } from '#platform/slots'
import { FoundSection } from '#ui/finding'
import { DeedCard, type DeedProps, Items } from '#ui/items'
import { statsOf } from './describing.ts'
import { outcomePath, picturePath } from './paths.ts'
import { lastReportOf, lastReports, type Report } from './queries/reports.ts'
import { texts } from './texts.ts'

type Reading = { locale: Locale; link: Link }

/** What people did last and told: nobody's name. One query. */
export async function lastDeeds(app: App, { limit, ...reading }: Reading & { limit: number }): Promise<DeedProps[]> {
  const last = await lastReports(app.database.read, limit)
  return last.map((report) => deedOf(report, reading))
}

/** Deeds to read of, side by side. */
export function Deeds({ deeds, across }: { deeds: DeedProps[]; across: 1 | 3 }) {
  return (
    <Items across={across}>
      {deeds.map((deed) => (
        <DeedCard key={deed.href} {...deed} />
      ))}
    </Items>
  )
}

/** On a group's page: what it told last. */
export const lastDeedOfGroup = fill(groupPageParts, {
  order: 20,
  draw: async (app, { group, ...reading }) => {
    const report = await lastReportOf(app.database.read, group)
    return (
      report && (
        <FoundSection title={texts.in(reading.locale)('door.last')}>
          <Deeds deeds={[deedOf(report, reading)]} across={1} />
        </FoundSection>
      )
    )
  },
})

function deedOf(report: Report, { locale, link }: Reading): DeedProps {
  const { id, title, starts_at, time_zone, town, words, picture } = report
  const stats = statsOf(texts.in(locale), locale, report)
  return {
    href: link(outcomePath(id)),
    title,
    note: [sayMoment(locale, starts_at, time_zone), town].join(' · '),
    figures: stats
      .map(({ label, value }) => `${value} ${label.charAt(0).toLocaleLowerCase(locale)}${label.slice(1)}`)
      .join(' · '),
    words: words ?? undefined,
    picture: picture ? { ...picture, src: picturePath(id, picture.id) } : undefined,
  }
}
