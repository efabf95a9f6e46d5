import type { Locale } from '#platform/i18n/locales'
import type { ComponentProps } from 'preact'
import { DotMap, type Dot } from '#ui/dot-map'
import { PointMap } from '#ui/picture'
import { ErrorSummary } from '#ui/error-summary'
import { AskForm, Checkbox, type FormState, Hidden, SelectField, TextField } from '#ui/form'
import { Article, Button, ButtonLink, Disclosure, IslandButton, Notice, Section, Small, Stack, TextLink } from '#ui/parts'
import type { GroupCardProps } from './describing.ts'
import { GroupCards } from './group-cards.tsx'
import type { T } from './texts.ts'

type Data = Record<`data-${string}`, string>
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
  roaming: {
    groups: string
    around: string
    tiles: { url: string; credit: string } | undefined
    from: { lng: number; lat: number } | undefined
  }
}

/** Groups near a place: the form, then the nearest ones. */
export function FindPage(props: FindProps) {
  const { t, from, create } = props
  return (
    <Article title={t('groups.find.title')} lead={t('groups.find.lead')}>
      <FindForm {...props} />
      {from && <Found {...props} from={from} />}
      <Maps {...props} />
      <Section title={t('groups.find.none-near')}>
        <p>{t('groups.find.create-lead')}</p>
        <p>
          <ButtonLink href={create} tone="plain">
            {t('groups.find.create')}
          </ButtonLink>
        </p>
      </Section>
    </Article>
  )
}

function FindForm({ t, locale, path, form, languages, themes }: FindProps) {
  const any = { value: '', text: t('groups.find.any') }
  const filtered = ['language', 'theme', 'accessible', 'room'].some((name) => form.values[name])
  return (
    <AskForm action={path} data={{ 'data-here': '' }}>
      <ErrorSummary {...{ form, t, locale, labels: { where: t('groups.find.where') } }} />
      <TextField
        name="where"
        label={t('groups.find.where')}
        hint={t('groups.find.where-hint')}
        {...{ form, t }}
        maxLength={200}
      />
      <Hidden name="lat" value="" />
      <Hidden name="lng" value="" />
      <Disclosure summary={t('groups.find.filter')} open={filtered}>
        <SelectField name="language" label={t('groups.find.language')} {...{ form, t }} options={[any, ...languages]} />
        <SelectField name="theme" label={t('groups.find.theme')} {...{ form, t }} options={[any, ...themes]} />
        <Checkbox name="accessible" label={t('groups.find.accessible')} {...{ form, t }} />
        <Checkbox name="room" label={t('groups.find.room')} {...{ form, t }} />
      </Disclosure>
      <Button>{t('groups.find.button')}</Button>
      <IslandButton tone="plain" data={{ 'data-here-button': '', 'data-denied': t('groups.find.position-denied') }}>
        {t('groups.find.here')}
      </IslandButton>
    </AskForm>
  )
}

function Maps({ t, locale, map, dots, roaming }: FindProps) {
  const { groups, around, tiles, from } = roaming
  const place: Data = from ? { 'data-lng': String(from.lng), 'data-lat': String(from.lat) } : {}
  const behind: Data = tiles ? { 'data-tiles': tiles.url, 'data-credit': tiles.credit } : {}
  const words = { 'data-label': t('groups.map.label'), 'data-failed': t('groups.map.failed') }
  return (
    <Section title={t('groups.map.title')}>
      {map && <PointMap {...map} locale={locale} head={[t('groups.map.area'), t('groups.map.groups')]} />}
      {dots.length > 0 && <DotMap dots={dots} summary={t('groups.map.local')} />}
      <IslandButton
        tone="plain"
        data={{ 'data-map-button': '', 'data-groups': groups, 'data-around': around, ...words, ...place, ...behind }}
      >
        {t('groups.map.open')}
      </IslandButton>
    </Section>
  )
}

function Found({ t, from, groups, more }: FindProps & { from: NonNullable<FindProps['from']> }) {
  return (
    <Section title={from.name ? t('groups.find.near', { place: from.name }) : t('groups.find.near-you')}>
      {from.others.length > 0 && (
        <Small>
          {t('groups.find.others')}{' '}
          {from.others.map(({ name, href }) => (
            <span key={href}>
              <TextLink href={href}>{name}</TextLink>{' '}
            </span>
          ))}
        </Small>
      )}
      {groups.length === 0 ? <Notice>{t('groups.find.nothing')}</Notice> : <GroupCards groups={groups} />}
      {more && (
        <Stack>
          <ButtonLink href={more} tone="plain">
            {t('groups.find.more')}
          </ButtonLink>
        </Stack>
      )}
    </Section>
  )
}
