import { formatDay, formatNumber, type Locale } from '#platform/i18n/locales'
import { Card, Headline, Lead, Opening, Section, Small, Stats } from '#ui/parts'
import { Chart, ShadedMap, type Shape } from '#ui/picture'
import type { ComponentChild } from 'preact'
import type { Day } from './rules.ts'
import type { T } from './texts.ts'

export type HomeProps = {
  t: T
  locale: Locale
  movement: string
  sentence: string
  supporters: number
  groups: number
  places: number
  departments: number
  since: string | null
  map: { width: number; height: number; boxes: { id: string; x: number; y: number; size: number }[]; shapes: Shape[] }
  growth: { days: Day[]; svg: string } | null
  /** The form by which one signs. */
  form: ComponentChild
}

/** What the movement is, the form, and what has come of it so far. */
export function HomePage(props: HomeProps) {
  const { t, movement, sentence, form, locale, map } = props
  return (
    <>
      <Opening
        head={
          <>
            <Headline>{sentence}</Headline>
            <Lead>{t('site.lead')}</Lead>
          </>
        }
        act={<Card title={t('site.card', { movement })}>{form}</Card>}
        rest={
          <>
            <Figures {...props} />
            {props.since && (
              <Section title={t('site.map.title')}>
                <ShadedMap
                  {...map}
                  locale={locale}
                  summary={t('site.map.summary')}
                  head={[t('site.map.department'), t('site.map.supporters')]}
                />
              </Section>
            )}
          </>
        }
      />
      {props.growth && <Growth {...props} growth={props.growth} />}
    </>
  )
}

function Figures({ t, locale, supporters, groups, places, departments, since }: HomeProps) {
  if (!since) return <Lead>{t('site.first')}</Lead>
  const stat = (name: 'supporters' | 'groups' | 'places' | 'departments', n: number) => ({
    label: t(`site.stat.${name}`, { n }),
    value: formatNumber(locale, n),
  })
  return (
    <>
      <Stats
        stats={[
          stat('supporters', supporters),
          ...(groups > 0 ? [stat('groups', groups)] : []),
          stat('places', places),
          stat('departments', departments),
        ]}
      />
      <div class="mt-3">
        <Small>{t('site.since', { day: formatDay(locale, since) })}</Small>
      </div>
    </>
  )
}

function Growth({ t, locale, growth: { days, svg } }: HomeProps & { growth: { days: Day[]; svg: string } }) {
  const [first, last] = [days[0]!, days.at(-1)!]
  const write = (n: number) => formatNumber(locale, n)
  const values = {
    first: write(first.n),
    from: formatDay(locale, first.day),
    last: write(last.n),
    to: formatDay(locale, last.day),
  }
  return (
    <Section title={t('site.growth.title')}>
      <Chart
        svg={svg}
        locale={locale}
        summary={t('site.growth.summary', values)}
        head={[t('site.growth.day'), t('site.growth.axis')]}
        rows={days.toReversed().map(({ day, n }) => [formatDay(locale, day), write(n)])}
      />
    </Section>
  )
}
