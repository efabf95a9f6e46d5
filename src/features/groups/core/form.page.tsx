import type { Locale } from '#platform/i18n/locales'
import { ErrorSummary } from '#ui/error-summary'
import { Checkbox, Form, FormNotice, type FormState, Group, RadioField, TextArea, TextField } from '#ui/form'
import { Article, Button, Disclosure, IslandButton, Notice, Small } from '#ui/parts'
import { SharingBoxes } from './sharing-boxes.tsx'
import type { T } from './texts.ts'

export type GroupFormProps = {
  t: T
  locale: Locale
  action: string
  form: FormState
  languages: { value: string; text: string }[]
  themes: { value: string; text: string }[]
  /** Why she cannot, in words; the form is not shown then. */
  refused?: string | undefined
  /** A new group: what its founder shows of herself is asked too. */
  founding: boolean
}

/** A group's own page of words, for a new one and for one that there is. */
export function GroupFormPage(props: GroupFormProps) {
  const { t, locale, action, form, founding, refused } = props
  const title = founding ? t('groups.new.title') : t('groups.settings.title')
  if (refused)
    return (
      <Article title={title}>
        <Notice>{refused}</Notice>
      </Article>
    )
  const labels = {
    name: t('groups.form.name'),
    where: t('groups.form.where'),
    address: t('groups.form.address'),
    precision: t('groups.form.precision'),
    joining: t('groups.form.joining'),
  }
  const field = (name: keyof typeof labels) => ({ name, label: labels[name], form, t })
  return (
    <Article title={title} {...(founding ? { lead: t('groups.new.lead') } : {})}>
      <Form action={action} data={{ 'data-here': '' }}>
        <ErrorSummary {...{ form, t, locale, labels }} />
        <FormNotice form={form} t={t} />
        <TextField {...field('name')} hint={t('groups.form.name-hint')} maxLength={80} required />
        <TextField {...field('where')} hint={t('groups.form.where-hint')} maxLength={120} required />
        <Place {...props} />
        <TextField
          name="habits"
          label={t('groups.form.habits')}
          hint={t('groups.form.habits-hint')}
          {...{ form, t }}
          maxLength={300}
          optional={t('groups.form.optional')}
        />
        <TextArea
          name="description"
          label={t('groups.form.description')}
          hint={t('groups.form.description-hint')}
          {...{ form, t }}
          maxLength={2000}
          optional={t('groups.form.optional')}
        />
        <Choice {...props} name="joining" legend={labels.joining} options={['open', 'approval']} />
        <Disclosure
          summary={t('groups.form.more')}
          open={['languages', 'themes'].some((name) => Object.keys(form.values).some((key) => key.startsWith(name)))}
        >
          <Boxes {...props} name="languages" legend={t('groups.form.languages')} options={props.languages} />
          <Boxes {...props} name="themes" legend={t('groups.form.themes')} options={props.themes} />
        </Disclosure>
        <Checkbox name="accessible" label={t('groups.form.accessible')} {...{ form, t }} />
        {founding && <SharingBoxes {...{ t, form }} />}
        <Button>{founding ? t('groups.new.button') : t('groups.settings.button')}</Button>
        {founding && <Small>{t('groups.new.after')}</Small>}
      </Form>
    </Article>
  )
}

function Place(props: GroupFormProps) {
  const { t, form } = props
  return (
    <Group legend={t('groups.form.place')}>
      <TextField
        name="address"
        label={t('groups.form.address')}
        hint={t('groups.form.address-hint')}
        {...{ form, t }}
        maxLength={200}
        optional={t('groups.form.optional')}
      />
      <Choice {...props} name="precision" legend={t('groups.form.precision')} options={['town', 'street', 'exact']} />
      <Disclosure summary={t('groups.form.point')} open={Boolean(form.errors.lat ?? form.errors.lng ?? form.values.lat)}>
        <Small>{t('groups.form.point-hint')}</Small>
        <TextField name="lat" label={t('groups.form.lat')} {...{ form, t }} maxLength={16} />
        <TextField name="lng" label={t('groups.form.lng')} {...{ form, t }} maxLength={16} />
        <IslandButton
          tone="plain"
          data={{ 'data-here-button': '', 'data-stay': '', 'data-denied': t('groups.form.position-denied') }}
        >
          {t('groups.form.here')}
        </IslandButton>
      </Disclosure>
    </Group>
  )
}

type ChoiceProps = GroupFormProps & { name: 'joining' | 'precision'; legend: string; options: string[] }

function Choice({ t, form, name, legend, options }: ChoiceProps) {
  return (
    <Group legend={legend}>
      {options.map((value) => (
        <RadioField
          key={value}
          name={name}
          value={value}
          label={t(`groups.form.${name}-${value}` as 'groups.form.joining-open')}
          checked={form.values[name] === value}
        />
      ))}
      {form.errors[name] && <Small>{t(form.errors[name] as 'groups.form.name')}</Small>}
    </Group>
  )
}

type BoxesProps = GroupFormProps & { name: string; legend: string; options: { value: string; text: string }[] }

function Boxes({ t, form, name, legend, options }: BoxesProps) {
  return (
    <Group legend={legend}>
      {options.map(({ value, text }) => (
        <Checkbox key={value} name={`${name}[${value}]`} label={text} {...{ form, t }} />
      ))}
    </Group>
  )
}
