import type { Locale } from '#platform/i18n/locales'
import { ButtonLink, Halves, Notice, Section, Small, Stats, Table } from '#ui/parts'
import { Chart } from '#ui/picture'
import { Desk } from '#ui/table'
import type { T } from './texts.ts'

type ChartProps = { svg: string; summary: string; rows: string[][] }

export type DeedsProps = {
  t: T
  locale: Locale
  spans: { href: string; text: string; current: boolean }[]
  stats: { label: string; value: string }[]
  kinds: ChartProps | undefined
  weeks: ChartProps | undefined
  places: string[][]
  csv: string
}

/** What was done, in figures: by kind, week and territory. */
export function DeedsPage({ t, locale, spans, stats, kinds, weeks, places, csv }: DeedsProps) {
  return (
    <Desk
      title={t('deeds.title')}
      lead={t('deeds.lead')}
      acts={
        <>
          {spans.map(({ href, text, current }) => (
            <ButtonLink key={href} href={href} small tone={current ? 'primary' : 'plain'}>
              {text}
            </ButtonLink>
          ))}
          <ButtonLink href={csv} small tone="quiet">
            {t('deeds.csv')}
          </ButtonLink>
        </>
      }
    >
      {stats.length === 0 ? <Notice>{t('deeds.none')}</Notice> : <Stats stats={stats} />}
      <Halves>
        {weeks && (
          <Section title={t('deeds.by-week')}>
            <Chart {...weeks} locale={locale} head={[t('deeds.week'), t('deeds.acts')]} />
          </Section>
        )}
        {kinds && (
          <Section title={t('deeds.by-kind')}>
            <Chart {...kinds} locale={locale} head={[t('deeds.kind'), t('deeds.acts')]} />
          </Section>
        )}
      </Halves>
      {places.length > 0 && (
        <Section title={t('deeds.by-place')}>
          <Table caption={t('deeds.by-place')} head={[t('deeds.place'), t('deeds.acts'), t('deeds.people')]} rows={places} />
        </Section>
      )}
      <Small>{t('deeds.note')}</Small>
    </Desk>
  )
}
