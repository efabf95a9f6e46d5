import { formatDay, formatNumber, type Locale } from '#platform/i18n/locales'
import { Deeds, EventCards } from '#events'
import { AskBar } from '#ui/finding'
import { TextField } from '#ui/form'
import { Button, Card, Halves, Headline, Lead, Opening, Section, Small, Stats, TextLink } from '#ui/parts'
import { Chart, ShadedMap, type Shape } from '#ui/picture'
import type { ComponentChild, ComponentProps } from 'preact'
import type { Day } from './rules.ts'
import type { T } from './texts.ts'

export type HomeProps = {
  t: T
  locale: Locale
  movement: string
  sentence: string
  supporters: number
  groups: number
  /** null: it would tell where nobody is. */
  places: number | null
  departments: number
  since: string | null
  map: { width: number; height: number; boxes: { id: string; x: number; y: number; size: number }[]; shapes: Shape[] }
  growth: { days: Day[]; svg: string } | null
  /** The form by which one signs. */
  form: ComponentChild
  /** What comes next, where one looks for what is near; undefined: the movement does without. */
  coming: (ComponentProps<typeof EventCards> & { find: string }) | undefined
  /** What people did last and told. */
  deeds: ComponentProps<typeof Deeds>['deeds']
}

/** What the movement is, the form, what happens next and was done last, and what has come of it so far. */
export function HomePage(props: HomeProps) {
  const { t, movement, sentence, form, coming, deeds } = props
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
            {coming && <Coming t={t} {...coming} />}
          </>
        }
      />
      {deeds.length > 0 && (
        <Section title={t('site.deeds.title')}>
          <Deeds deeds={deeds} across={3} />
        </Section>
      )}
      {props.since && <Country {...props} />}
    </>
  )
}

/** What comes next anywhere, under the question where she is. */
function Coming({ t, events, find }: { t: T } & NonNullable<HomeProps['coming']>) {
  return (
    <Section title={t('site.coming.title')}>
      <AskBar
        action={find}
        head={null}
        main={<TextField name="where" label={t('site.coming.where')} form={{ values: {}, errors: {} }} t={t} maxLength={200} />}
        buttons={<Button tone="plain">{t('site.coming.find')}</Button>}
      />
      <EventCards events={events} />
      <p>
        <TextLink href={find}>{t('site.coming.all')}</TextLink>
      </p>
    </Section>
  )
}

/** Where supporters are, and since when: side by side where there is room. */
function Country({ t, locale, map, growth, ...props }: HomeProps) {
  return (
    <Halves>
      <Section title={t('site.map.title')}>
        <ShadedMap
          {...map}
          locale={locale}
          summary={t('site.map.summary')}
          head={[t('site.map.department'), t('site.map.supporters')]}
        />
      </Section>
      {growth && <Growth {...props} {...{ t, locale, map, growth }} />}
    </Halves>
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
          ...(places === null ? [] : [stat('places', places)]),
          ...(departments > 0 ? [stat('departments', departments)] : []),
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
