import type { Locale } from '#platform/i18n/locales'
import type { ComponentProps } from 'preact'
import { DotMap, type Dot } from '#ui/dot-map'
import { PointMap } from '#ui/picture'
import { RoamingButton, type RoamingProps } from '#ui/roaming-button'
import { ErrorSummary } from '#ui/error-summary'
import { AskForm, Checkbox, type FormState, Hidden, SelectField, TextField } from '#ui/form'
import { Article, Button, ButtonLink, Disclosure, IslandButton, Notice, Section, Small, Stack, TextLink } from '#ui/parts'
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

/** Groups near a place: the form, then the nearest ones. */
export function FindPage(props: FindProps) {
  const { t, from, create } = props
  return (
    <Article title={t('finding.title')} lead={t('finding.lead')}>
      <FindForm {...props} />
      {from && <Found {...props} from={from} />}
      <Maps {...props} />
      <Section title={t('finding.none-near')}>
        <p>{t('finding.create-lead')}</p>
        <p>
          <ButtonLink href={create} tone="plain">
            {t('finding.create')}
          </ButtonLink>
        </p>
      </Section>
    </Article>
  )
}

function FindForm({ t, locale, path, form, languages, themes }: FindProps) {
  const any = { value: '', text: t('finding.any') }
  const filtered = ['language', 'theme', 'accessible', 'room'].some((name) => form.values[name])
  return (
    <AskForm action={path} data={{ 'data-here': '' }}>
      <ErrorSummary {...{ form, t, locale, labels: { where: t('finding.where') } }} />
      <TextField name="where" label={t('finding.where')} hint={t('finding.where-hint')} {...{ form, t }} maxLength={200} />
      <Hidden name="lat" value="" />
      <Hidden name="lng" value="" />
      <Disclosure summary={t('finding.filter')} open={filtered}>
        <SelectField name="language" label={t('finding.language')} {...{ form, t }} options={[any, ...languages]} />
        <SelectField name="theme" label={t('finding.theme')} {...{ form, t }} options={[any, ...themes]} />
        <Checkbox name="accessible" label={t('finding.accessible')} {...{ form, t }} />
        <Checkbox name="room" label={t('finding.room')} {...{ form, t }} />
      </Disclosure>
      <Button>{t('finding.button')}</Button>
      <IslandButton tone="plain" data={{ 'data-here-button': '', 'data-denied': t('finding.position-denied') }}>
        {t('finding.here')}
      </IslandButton>
    </AskForm>
  )
}

function Maps({ t, locale, map, dots, roaming }: FindProps) {
  return (
    <Section title={t('finding.map-title')}>
      {map && <PointMap {...map} locale={locale} head={[t('finding.map-area'), t('finding.map-groups')]} />}
      {dots.length > 0 && <DotMap dots={dots} summary={t('finding.map-local')} />}
      <RoamingButton {...roaming} open={t('finding.map-open')} label={t('finding.map-label')} failed={t('finding.map-failed')} />
    </Section>
  )
}

function Found({ t, from, groups, more }: FindProps & { from: NonNullable<FindProps['from']> }) {
  return (
    <Section title={from.name ? t('finding.near', { place: from.name }) : t('finding.near-you')}>
      {from.others.length > 0 && (
        <Small>
          {t('finding.others')}{' '}
          {from.others.map(({ name, href }) => (
            <span key={href}>
              <TextLink href={href}>{name}</TextLink>{' '}
            </span>
          ))}
        </Small>
      )}
      {groups.length === 0 ? <Notice>{t('finding.nothing')}</Notice> : <GroupCards groups={groups} />}
      {more && (
        <Stack>
          <ButtonLink href={more} tone="plain">
            {t('finding.more')}
          </ButtonLink>
        </Stack>
      )}
    </Section>
  )
}
