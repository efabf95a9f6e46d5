import type { Locale } from '#platform/i18n/locales'
import type { ComponentProps } from 'preact'
import { DotMap, type Dot } from '#ui/dot-map'
import { PointMap } from '#ui/picture'
import { RoamingButton, type RoamingProps } from '#ui/roaming-button'
import { ErrorSummary } from '#ui/error-summary'
import { AskBar, FoundPage, FoundSection } from '#ui/finding'
import { Checkbox, FieldGrid, type FormState, Hidden, SelectField, TextField } from '#ui/form'
import { Button, ButtonLink, Disclosure, IslandButton, Notice, Section, Small, TextLink } from '#ui/parts'
import { type GroupCardProps, GroupCards } from '../core/index.ts'
import type { T } from './texts.ts'

type Option = { value: string; text: string }

export type FindProps = {
  t: T
  locale: Locale
  path: string
  create: string
  form: FormState
  from: { name: string; others: { name: string; href: string }[] } | undefined
  groups: GroupCardProps[]
  more: string | undefined
  languages: Option[]
  themes: Option[]
  /** All groups, when nothing is looked for. */
  map: Omit<ComponentProps<typeof PointMap>, 'locale' | 'head'> | undefined
  /** What is found, around where one looks from. */
  dots: Dot[]
  roaming: RoamingProps
}

/** Groups near a place, or those that meet next anywhere, with where they are beside. */
export function FindPage(props: FindProps) {
  const { t, create } = props
  return (
    <FoundPage
      title={t('finding.title')}
      lead={t('finding.lead')}
      bar={<FindBar {...props} />}
      beside={<Beside {...props} />}
      after={
        <Section title={t('finding.none-near')}>
          <p>{t('finding.create-lead')}</p>
          <p>
            <ButtonLink href={create} tone="plain">
              {t('finding.create')}
            </ButtonLink>
          </p>
        </Section>
      }
    >
      <Found {...props} />
    </FoundPage>
  )
}

function FindBar({ t, locale, path, form, languages, themes }: FindProps) {
  const any = { value: '', text: t('finding.any') }
  const filtered = ['language', 'theme', 'accessible', 'room'].some((name) => form.values[name])
  return (
    <AskBar
      action={path}
      data={{ 'data-here': '' }}
      head={
        <>
          <ErrorSummary {...{ form, t, locale, labels: { where: t('finding.where') } }} />
          <Hidden name="lat" value="" />
          <Hidden name="lng" value="" />
        </>
      }
      main={<TextField name="where" label={t('finding.where')} {...{ form, t }} maxLength={200} />}
      buttons={
        <>
          <Button>{t('finding.button')}</Button>
          <IslandButton tone="plain" data={{ 'data-here-button': '', 'data-denied': t('finding.position-denied') }}>
            {t('finding.here')}
          </IslandButton>
        </>
      }
      more={
        <Disclosure summary={t('finding.filter')} open={filtered}>
          <FieldGrid>
            <SelectField name="language" label={t('finding.language')} {...{ form, t }} options={[any, ...languages]} />
            <SelectField name="theme" label={t('finding.theme')} {...{ form, t }} options={[any, ...themes]} />
            <Checkbox name="accessible" label={t('finding.accessible')} {...{ form, t }} />
            <Checkbox name="room" label={t('finding.room')} {...{ form, t }} />
          </FieldGrid>
        </Disclosure>
      }
    />
  )
}

function Beside({ t, locale, map, dots, roaming }: FindProps) {
  return (
    <FoundSection title={t('finding.map-title')}>
      {map && <PointMap {...map} locale={locale} head={[t('finding.map-area'), t('finding.map-groups')]} />}
      {dots.length > 0 && <DotMap dots={dots} summary={t('finding.map-local')} />}
      <RoamingButton {...roaming} open={t('finding.map-open')} label={t('finding.map-label')} failed={t('finding.map-failed')} />
    </FoundSection>
  )
}

function Found({ t, from, groups, more, map }: FindProps) {
  const title = from ? (from.name ? t('finding.near', { place: from.name }) : t('finding.near-you')) : t('finding.next')
  return (
    <FoundSection title={title}>
      {from && from.others.length > 0 && (
        <Small>
          {t('finding.others')}{' '}
          {from.others.map(({ name, href }) => (
            <span key={href}>
              <TextLink href={href}>{name}</TextLink>{' '}
            </span>
          ))}
        </Small>
      )}
      {groups.length === 0 ? (
        <Notice>{t(map ? 'finding.none-yet' : 'finding.nothing')}</Notice>
      ) : (
        <GroupCards groups={groups} across={2} />
      )}
      {more && (
        <p>
          <ButtonLink href={more} tone="plain">
            {t('finding.more')}
          </ButtonLink>
        </p>
      )}
    </FoundSection>
  )
}
