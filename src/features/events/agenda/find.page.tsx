import type { ComponentProps } from 'preact'
import type { Locale } from '#platform/i18n/locales'
import { DotMap, type Dot } from '#ui/dot-map'
import { ErrorSummary } from '#ui/error-summary'
import { AskBar, FoundPage, FoundSection } from '#ui/finding'
import { Checkbox, type FormState, Hidden, SelectField, TextField } from '#ui/form'
import { Button, ButtonLink, Disclosure, IslandButton, List, Notice, Section, Small, TextLink } from '#ui/parts'
import { PointMap } from '#ui/picture'
import { RoamingButton, type RoamingProps } from '#ui/roaming-button'
import { type EventCardProps, EventCards } from '../attending/index.ts'
import type { T } from './texts.ts'

type Option = { value: string; text: string }

export type FindProps = {
  t: T
  locale: Locale
  path: string
  form: FormState
  types: Option[]
  periods: Option[]
  /** Where one looks from; without, what comes next anywhere. */
  from: { name: string; others: { name: string; href: string }[] } | undefined
  events: EventCardProps[]
  more: string | undefined
  dots: Dot[]
  map: Omit<ComponentProps<typeof PointMap>, 'locale' | 'head'> | undefined
  roaming: RoamingProps
  feeds: { text: string; href: string }[]
  weekly: string
  create: string
  act: string
}

/** Events near a place, or what comes next anywhere, with where they are beside. */
export function FindPage(props: FindProps) {
  const { t } = props
  return (
    <FoundPage
      title={t('agenda.title')}
      lead={t('agenda.lead')}
      bar={<FindBar {...props} />}
      beside={<Beside {...props} />}
      after={<Beyond {...props} />}
    >
      <Found {...props} />
    </FoundPage>
  )
}

function Found({ t, from, events, more }: FindProps) {
  const title = from ? (from.name ? t('agenda.near', { place: from.name }) : t('agenda.near-you')) : t('agenda.next')
  return (
    <FoundSection title={title}>
      {from && from.others.length > 0 && (
        <Small>
          {t('agenda.others')}{' '}
          {from.others.map(({ name, href }) => (
            <span key={href}>
              <TextLink href={href}>{name}</TextLink>{' '}
            </span>
          ))}
        </Small>
      )}
      {events.length === 0 ? <Notice>{t('agenda.none')}</Notice> : <EventCards events={events} across={2} />}
      {more && (
        <p>
          <ButtonLink href={more} tone="plain">
            {t('agenda.more')}
          </ButtonLink>
        </p>
      )}
    </FoundSection>
  )
}

function Beside({ t, locale, dots, map, roaming }: FindProps) {
  return (
    <FoundSection title={t('agenda.map-title')}>
      {map && <PointMap {...map} locale={locale} head={[t('agenda.map-area'), t('agenda.map-events')]} />}
      {dots.length > 1 && <DotMap dots={dots} summary={t('agenda.map-local')} />}
      <RoamingButton {...roaming} open={t('agenda.map-open')} label={t('agenda.map-label')} failed={t('agenda.map-failed')} />
    </FoundSection>
  )
}

function FindBar({ t, locale, path, form, types, periods }: FindProps) {
  const any = { value: '', text: t('agenda.any') }
  return (
    <AskBar
      action={path}
      data={{ 'data-here': '' }}
      head={
        <>
          <ErrorSummary {...{ form, t, locale, labels: { where: t('agenda.where') } }} />
          <Hidden name="lat" value="" />
          <Hidden name="lng" value="" />
        </>
      }
      main={<TextField name="where" label={t('agenda.where')} {...{ form, t }} maxLength={200} />}
      fields={[
        <SelectField key="period" name="period" label={t('agenda.period')} {...{ form, t }} options={periods} />,
        <SelectField key="type" name="type" label={t('agenda.type')} {...{ form, t }} options={[any, ...types]} />,
        <Checkbox key="online" name="online" label={t('agenda.online')} {...{ form, t }} />,
      ]}
      buttons={
        <>
          <Button>{t('agenda.button')}</Button>
          <IslandButton tone="plain" data={{ 'data-here-button': '', 'data-denied': t('agenda.position-denied') }}>
            {t('agenda.here')}
          </IslandButton>
        </>
      }
    />
  )
}

/** What else one can do: hold one, get them by mail, or into one's calendar. */
function Beyond({ t, feeds, weekly, create, act }: FindProps) {
  return (
    <Section title={t('agenda.beyond')}>
      <p>
        <ButtonLink href={create} tone="plain">
          {t('agenda.create')}
        </ButtonLink>
      </p>
      <p>
        <TextLink href={act}>{t('agenda.act')}</TextLink>
      </p>
      <p>
        <TextLink href={weekly}>{t('agenda.weekly.open')}</TextLink>
      </p>
      <Disclosure summary={t('agenda.feeds')}>
        <Small>{t('agenda.feeds-lead')}</Small>
        <List>
          {feeds.map(({ text, href }) => (
            <li key={href}>
              <TextLink href={href}>{text}</TextLink>
            </li>
          ))}
        </List>
      </Disclosure>
    </Section>
  )
}
