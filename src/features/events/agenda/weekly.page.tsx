import type { ComponentProps } from 'preact'
import type { Locale } from '#platform/i18n/locales'
import { ErrorSummary } from '#ui/error-summary'
import { Checkbox, Form, FormNotice, type FormState, Group, SelectField, TextField } from '#ui/form'
import { Act, Article, Button, ButtonLink, Card, Code, Disclosure, FirstThis, Small, TextLink } from '#ui/parts'
import type { T } from './texts.ts'

type Option = { value: string; text: string }

export type WeeklyProps = {
  t: T
  locale: Locale
  path: string
  form: FormState
  /** She gets it now. */
  on: boolean
  consent: string
  kilometres: Option[]
  types: Option[]
  end: string
  refused: ComponentProps<typeof FirstThis> | undefined
  feed: { url: string | undefined; groups: boolean; make: string; end: string }
  back: string
}

/** The week's events by mail, and one's own calendar by an address. */
export function WeeklyPage(props: WeeklyProps) {
  const { t, refused, back } = props
  return (
    <Article title={t('agenda.weekly.title')} lead={t('agenda.weekly.lead')}>
      {refused ? <FirstThis {...refused} /> : <Wish {...props} />}
      {!refused && <Feed {...props} />}
      <p>
        <TextLink href={back}>{t('agenda.title')}</TextLink>
      </p>
    </Article>
  )
}

function Wish({ t, locale, path, form, on, consent, kilometres, types, end }: WeeklyProps) {
  const labels = { where: t('agenda.where'), km: t('agenda.weekly.km'), agreed: t('agenda.weekly.agreement') }
  return (
    <Card title={t(on ? 'agenda.weekly.on' : 'agenda.weekly.off')}>
      <Form action={path}>
        <ErrorSummary {...{ form, t, locale, labels }} />
        <FormNotice form={form} t={t} />
        <TextField name="where" label={labels.where} hint={t('agenda.weekly.where-hint')} {...{ form, t }} maxLength={120} />
        <SelectField name="km" label={labels.km} {...{ form, t }} options={kilometres} />
        <Group legend={t('agenda.weekly.types')}>
          {types.map(({ value, text }) => (
            <Checkbox key={value} name={`types[${value}]`} label={text} {...{ form, t }} />
          ))}
          <Small>{t('agenda.weekly.types-hint')}</Small>
        </Group>
        {!on && <Checkbox name="agreed" label={consent} {...{ form, t }} />}
        <Button>{t(on ? 'agenda.weekly.save' : 'agenda.weekly.start')}</Button>
      </Form>
      {on && (
        <Act action={end} tone="danger">
          {t('agenda.weekly.end')}
        </Act>
      )}
    </Card>
  )
}

function Feed({ t, feed: { url, groups, make, end } }: WeeklyProps) {
  return (
    <Card title={t('agenda.feed.title')}>
      <p>{t('agenda.feed.lead', { groups: groups ? 'yes' : 'no' })}</p>
      {url && (
        <>
          <p>
            <ButtonLink href={url.replace(/^https?:/, 'webcal:')}>{t('agenda.feed-subscribe')}</ButtonLink>
          </p>
          <Small>{t('agenda.feed.by-hand')}</Small>
          <Code>{url}</Code>
        </>
      )}
      <Act action={make}>{t(url ? 'agenda.feed.again' : 'agenda.feed.make')}</Act>
      {url && (
        <Disclosure summary={t('agenda.feed.end')}>
          <p>{t('agenda.feed.end-lead')}</p>
          <Act action={end} tone="danger">
            {t('agenda.feed.end-button')}
          </Act>
        </Disclosure>
      )}
    </Card>
  )
}

/** What the link of a weekly mail opens: one button. */
export function EndPage({ t, action, ended }: { t: T; action: string; ended: boolean }) {
  return (
    <Article title={t(ended ? 'agenda.weekly.ended' : 'agenda.weekly.end-title')}>
      {ended ? (
        <p>{t('agenda.weekly.ended-lead')}</p>
      ) : (
        <Act action={action} tone="danger">
          {t('agenda.weekly.end')}
        </Act>
      )}
    </Article>
  )
}
