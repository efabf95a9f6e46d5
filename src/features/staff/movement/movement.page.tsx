import type { Locale } from '#platform/i18n/locales'
import { ErrorSummary } from '#ui/error-summary'
import { Checkbox, ColourField, Form, type FormState, SelectField, TextField } from '#ui/form'
import { Preview } from '#ui/folding'
import { Group } from '#ui/form-frame'
import { Act, Article, Button, Notice, Small } from '#ui/parts'
import type { T } from './texts.ts'

type Option = { value: string; text: string }
export type MovementProps = {
  t: T
  locale: Locale
  form: FormState
  action: string
  languages: Option[]
  countries: Option[]
  zones: Option[]
  /** What the movement may do without, and what each of them needs. */
  domains: { name: string; title: string; requires: string[] }[]
  saved?: boolean | undefined
  first?: boolean
}

/** The first page of a movement, opened by the link that only who started it has. */
export function SetupPage(props: MovementProps) {
  const { t } = props
  return (
    <Article title={t('movement.setup.title')} lead={t('movement.setup.lead')}>
      <MovementFields {...props} first />
    </Article>
  )
}

export function MovementPage(props: MovementProps) {
  const { t, saved } = props
  return (
    <Article title={t('movement.title')} lead={t('movement.lead')}>
      {saved && <Notice>{t('movement.saved')}</Notice>}
      <MovementFields {...props} />
    </Article>
  )
}

function MovementFields(props: MovementProps) {
  const { t, locale, form, action, languages, countries, zones, first = false } = props
  const labels = {
    name: t('movement.name'),
    sentence: t('movement.sentence'),
    locale: t('movement.locale'),
    accent: t('movement.accent'),
    controller: t('movement.controller'),
    country: t('movement.country'),
    time_zone: t('movement.time-zone'),
    contact: t('movement.contact'),
    ...Object.fromEntries(props.domains.map(({ name, title }) => [`off[${name}]`, title])),
    ...(first ? { email: t('movement.email') } : {}),
  }
  const field = (name: keyof typeof labels) => ({ name, label: labels[name] ?? name, form, t })
  const optional = t('movement.optional')
  return (
    <Form action={action}>
      <ErrorSummary {...{ form, t, locale, labels }} />
      <TextField {...field('name')} maxLength={80} required />
      <TextField {...field('sentence')} optional={optional} hint={t('movement.sentence-hint')} maxLength={200} />
      <SelectField {...field('locale')} options={languages} hint={t('movement.locale-hint')} />
      <SelectField {...field('country')} options={countries} hint={t('movement.country-hint')} />
      <SelectField {...field('time_zone')} options={zones} hint={t('movement.time-zone-hint')} />
      <ColourField {...field('accent')} hint={t('movement.accent-hint')} />
      <MovementPreview t={t} />
      <TextField
        {...field('controller')}
        hint={t(first ? 'movement.controller-first' : 'movement.controller-hint')}
        maxLength={300}
      />
      <TextField {...field('contact')} type="email" hint={t('movement.contact-hint')} required />
      {first && <TextField {...field('email')} type="email" hint={t('movement.email-hint')} autocomplete="email" required />}
      <Without {...props} />
      <Button>{first ? t('movement.setup.button') : t('movement.save')}</Button>
    </Form>
  )
}

/** What the movement does without: its pages, jobs and links are gone until it is wanted again, and nothing of it is lost. */
function Without({ t, form, domains }: MovementProps) {
  return (
    <Group legend={t('movement.off')}>
      <Small>{t('movement.off-hint')}</Small>
      {domains.map(({ name, title, requires }) => (
        <Checkbox
          {...{ name: `off[${name}]`, form, t }}
          label={requires.length > 0 ? t('movement.off-needs', { title, needs: requires.join(', ') }) : title}
        />
      ))}
    </Group>
  )
}

/** How the head of each page will look, while one types: a script fills it, and without one it is not there. */
function MovementPreview({ t }: { t: T }) {
  return (
    <Preview label={t('movement.preview')} data={{ 'data-preview': '' }}>
      <strong data-of="name" />
      <span data-of="sentence" />
      <small data-of="contact" />
      <b data-accent>{t('movement.preview-button')}</b>
    </Preview>
  )
}

/** Opened from the mail that was sent to try. */
export function MailArrivedPage({ t, action }: { t: T; action: string }) {
  return (
    <Article title={t('movement.mail.arrived')} lead={t('movement.mail.arrived-lead')}>
      <Act tone="primary" action={action}>
        {t('movement.mail.yes')}
      </Act>
    </Article>
  )
}
