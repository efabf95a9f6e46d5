import type { Locale } from '#platform/i18n/locales'
import { Halves, Notice, Section, Stats } from '#ui/parts'
import { Chart } from '#ui/picture'
import { PeriodPage, type PeriodProps } from './books.page.tsx'

type Picture = { svg: string; summary: string; rows: string[][] }

export type FiguresProps = PeriodProps & {
  locale: Locale
  stats: { value: string; label: string }[]
  days: Picture | undefined
  sizes: Picture | undefined
}

/** Gifts in pictures, each with its table. */
export function FiguresPage({ locale, stats, days, sizes, ...page }: FiguresProps) {
  const { t } = page
  return (
    <PeriodPage {...page}>
      {stats.length === 0 ? <Notice>{t('accounting.no-gift')}</Notice> : <Stats stats={stats} />}
      <Halves>
        {days && (
          <Section title={t('accounting.by-day')}>
            <Chart {...days} locale={locale} head={[t('accounting.day'), t('accounting.gifts'), t('accounting.sum')]} />
          </Section>
        )}
        {sizes && (
          <Section title={t('accounting.by-size')}>
            <Chart {...sizes} locale={locale} head={[t('accounting.size'), t('accounting.gifts'), t('accounting.sum')]} />
          </Section>
        )}
      </Halves>
    </PeriodPage>
  )
}
