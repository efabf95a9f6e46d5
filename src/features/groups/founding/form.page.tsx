import { ofAnyKey } from '#platform/i18n/texts'
import type { Locale } from '#platform/i18n/locales'
import { ErrorSummary } from '#ui/error-summary'
import { Checkbox, Form, FormNotice, type FormState, Group, RadioField, TextArea, TextField } from '#ui/form'
import { Article, Button, Disclosure, IslandButton, Notice, Small } from '#ui/parts'
import { SharingBoxes } from '../core/index.ts'
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
  const title = founding ? t('founding.new.title') : t('founding.settings.title')
  if (refused)
    return (
      <Article title={title}>
        <Notice>{refused}</Notice>
      </Article>
    )
  const labels = {
    name: t('founding.form.name'),
    where: t('founding.form.where'),
    address: t('founding.form.address'),
    precision: t('founding.form.precision'),
    joining: t('founding.form.joining'),
  }
  const field = (name: keyof typeof labels) => ({ name, label: labels[name], form, t })
  return (
    <Article title={title} {...(founding ? { lead: t('founding.new.lead') } : {})}>
      <Form action={action} data={{ 'data-here': '' }}>
        <ErrorSummary {...{ form, t, locale, labels }} />
        <FormNotice form={form} t={t} />
        <TextField {...field('name')} hint={t('founding.form.name-hint')} maxLength={80} required />
        <TextField {...field('where')} hint={t('founding.form.where-hint')} maxLength={120} required />
        <Place {...props} />
        <TextField
          name="habits"
          label={t('founding.form.habits')}
          hint={t('founding.form.habits-hint')}
          {...{ form, t }}
          maxLength={300}
          optional={t('founding.form.optional')}
        />
        <TextArea
          name="description"
          label={t('founding.form.description')}
          hint={t('founding.form.description-hint')}
          {...{ form, t }}
          maxLength={2000}
          optional={t('founding.form.optional')}
        />
        <Choice {...props} name="joining" legend={labels.joining} options={['open', 'approval']} />
        <Disclosure
          summary={t('founding.form.more')}
          open={['languages', 'themes'].some((name) => Object.keys(form.values).some((key) => key.startsWith(name)))}
        >
          <Boxes {...props} name="languages" legend={t('founding.form.languages')} options={props.languages} />
          <Boxes {...props} name="themes" legend={t('founding.form.themes')} options={props.themes} />
        </Disclosure>
        <Checkbox name="accessible" label={t('founding.form.accessible')} {...{ form, t }} />
        {founding && <SharingBoxes {...{ t, locale, form }} />}
        <Button>{founding ? t('founding.new.button') : t('founding.settings.button')}</Button>
        {founding && <Small>{t('founding.new.after')}</Small>}
      </Form>
    </Article>
  )
}

function Place(props: GroupFormProps) {
  const { t, form } = props
  return (
    <Group legend={t('founding.form.place')}>
      <TextField
        name="address"
        label={t('founding.form.address')}
        hint={t('founding.form.address-hint')}
        {...{ form, t }}
        maxLength={200}
        optional={t('founding.form.optional')}
      />
      <Choice {...props} name="precision" legend={t('founding.form.precision')} options={['town', 'street', 'exact']} />
      <Disclosure summary={t('founding.form.point')} open={Boolean(form.errors.lat ?? form.errors.lng ?? form.values.lat)}>
        <Small>{t('founding.form.point-hint')}</Small>
        <TextField name="lat" label={t('founding.form.lat')} {...{ form, t }} maxLength={16} />
        <TextField name="lng" label={t('founding.form.lng')} {...{ form, t }} maxLength={16} />
        <IslandButton
          tone="plain"
          data={{ 'data-here-button': '', 'data-stay': '', 'data-denied': t('founding.form.position-denied') }}
        >
          {t('founding.form.here')}
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
          label={ofAnyKey(t)(`founding.form.${name}-${value}`)}
          checked={form.values[name] === value}
        />
      ))}
      {form.errors[name] && <Small>{ofAnyKey(t)(form.errors[name])}</Small>}
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
