import type { Locale } from '#platform/i18n/locales'
import { ofAnyKey } from '#platform/i18n/texts'
import { ErrorSummary } from '#ui/error-summary'
import { Checkbox, FieldRow, Form, FormNotice, type FormState, Group, SelectField, TextArea, TextField } from '#ui/form'
import { Article, Button, Disclosure, IslandButton, Notice, Small, TextLink } from '#ui/parts'
import { fieldLabels, Fields, namesOf } from './fields.tsx'
import type { T } from './texts.ts'

type Option = { value: string; text: string }

export type EventFormProps = {
  t: T
  locale: Locale
  action: string
  form: FormState
  /** A new event; else one that there is. */
  fresh: boolean
  /** Why she cannot, in words. */
  refused: string | undefined
  types: Option[]
  groups: Option[]
  recipes: Option[]
  /** It is one of a series. */
  series: boolean
  /** It may be said that it is not of the campaign. */
  inner: boolean
  /** Which one is changed. */
  about: string | undefined
  cancel: { action: string } | undefined
  back: { href: string; text: string }
}

/** What whoever holds an event says of it. */
export function EventFormPage(props: EventFormProps) {
  const { t, locale, action, form, fresh, refused, types, groups, back } = props
  const labels = labelsOf(t)
  return (
    <Article title={t(fresh ? 'hosting.new.title' : 'hosting.settings.title')} lead={props.about ?? t('hosting.new.lead')}>
      {refused ? (
        <Notice>{refused}</Notice>
      ) : (
        <Form action={action} data={{ 'data-here': '' }}>
          <ErrorSummary {...{ form, t, locale, labels }} />
          <FormNotice form={form} t={t} />
          <SelectField name="type" label={labels.type!} {...{ form, t }} options={types} />
          <Fields part="first" {...{ t, locale, form }} />
          {fresh && groups.length > 0 && (
            <SelectField
              name="group"
              label={labels.group!}
              {...{ form, t }}
              options={[{ value: '', text: t('hosting.form.no-group') }, ...groups]}
            />
          )}
          <When {...props} />
          <Where {...props} />
          <Fields part="about" {...{ t, locale, form }} />
          <FieldRow>
            <Fields part="places" {...{ t, locale, form }} />
          </FieldRow>
          <More {...props} />
          <Button>{t(fresh ? 'hosting.new.button' : 'hosting.settings.button')}</Button>
          {fresh ? <Small>{t('hosting.new.after')}</Small> : <Small>{t('hosting.settings.told')}</Small>}
        </Form>
      )}
      <Cancelling {...props} />
      <p>
        <TextLink href={back.href}>{back.text}</TextLink>
      </p>
    </Article>
  )
}

/** Fields that hang together, and have code of their own. */
const NAMES =
  'type group day hour ends_day ends_hour attendance where address precision lat lng campaign recipe repeat times'.split(' ')
const labelsOf = (t: T): Record<string, string> => ({
  ...fieldLabels(t),
  ...Object.fromEntries(NAMES.map((name) => [name, ofAnyKey(t)(`hosting.form.${name}`)])),
})

function When({ t, form, fresh, series }: EventFormProps) {
  const labels = labelsOf(t)
  const repeats = (['week', 'fortnight', 'month'] as const).map((value) => ({ value, text: t(`hosting.form.repeat-${value}`) }))
  return (
    <Group legend={t('hosting.form.when')}>
      <FieldRow>
        <TextField name="day" type="date" label={labels.day!} {...{ form, t }} />
        <TextField name="hour" type="time" label={labels.hour!} {...{ form, t }} />
        <TextField name="ends_hour" type="time" label={labels.ends_hour!} {...{ form, t }} />
      </FieldRow>
      <Disclosure
        summary={t('hosting.form.when-more')}
        open={['ends_day', 'times', 'repeat'].some((name) => name in form.errors || form.values[name])}
      >
        <TextField name="ends_day" type="date" label={labels.ends_day!} hint={t('hosting.form.ends_day-hint')} {...{ form, t }} />
        {fresh && (
          <FieldRow>
            <SelectField
              name="repeat"
              label={labels.repeat!}
              {...{ form, t }}
              options={[{ value: '', text: t('hosting.form.repeat-none') }, ...repeats]}
            />
            <TextField name="times" label={labels.times!} {...{ form, t }} inputmode="numeric" maxLength={2} />
          </FieldRow>
        )}
      </Disclosure>
      {series && (
        <>
          <Checkbox name="following" label={t('hosting.form.following')} {...{ form, t }} />
          <Small>{t('hosting.form.following-hint')}</Small>
        </>
      )}
    </Group>
  )
}

function Where({ t, locale, form }: EventFormProps) {
  const labels = labelsOf(t)
  const choice = (name: 'attendance' | 'precision', values: readonly string[]) => (
    <SelectField
      name={name}
      label={labels[name]!}
      {...{ form, t }}
      options={values.map((value) => ({ value, text: ofAnyKey(t)(`hosting.form.${name}-${value}`) }))}
    />
  )
  return (
    <Group legend={t('hosting.form.place')}>
      {choice('attendance', ['place', 'online', 'both'])}
      <TextField name="where" label={labels.where!} hint={t('hosting.form.where-hint')} {...{ form, t }} maxLength={120} />
      <TextField
        name="address"
        label={labels.address!}
        hint={t('hosting.form.address-hint')}
        {...{ form, t }}
        optional={t('hosting.form.optional')}
        maxLength={200}
      />
      {choice('precision', ['exact', 'street', 'town'])}
      <Fields part="where" {...{ t, locale, form }} />
      <Disclosure summary={t('hosting.form.point')} open={Boolean(form.errors.lat ?? form.errors.lng)}>
        <FieldRow>
          <TextField name="lat" label={labels.lat!} {...{ form, t }} maxLength={16} />
          <TextField name="lng" label={labels.lng!} {...{ form, t }} maxLength={16} />
        </FieldRow>
        <IslandButton
          tone="plain"
          data={{ 'data-here-button': '', 'data-stay': '', 'data-denied': t('hosting.form.position-denied') }}
        >
          {t('hosting.form.here')}
        </IslandButton>
      </Disclosure>
    </Group>
  )
}

function More({ t, locale, form, recipes, inner }: EventFormProps) {
  const labels = labelsOf(t)
  const names = ['campaign', 'recipe', ...namesOf('more')]
  const campaign = [
    { value: '', text: t('hosting.form.campaign-usual') },
    { value: 'yes', text: t('hosting.form.campaign-yes') },
    ...(inner ? [{ value: 'no', text: t('hosting.form.campaign-no') }] : []),
  ]
  return (
    <Disclosure summary={t('hosting.form.more')} open={names.some((name) => name in form.errors)}>
      <Fields part="more" {...{ t, locale, form }} />
      <SelectField
        name="campaign"
        label={labels.campaign!}
        hint={t('hosting.form.campaign-hint')}
        {...{ form, t }}
        options={campaign}
      />
      <SelectField
        name="recipe"
        label={labels.recipe!}
        {...{ form, t }}
        options={[{ value: '', text: t('hosting.form.recipe-usual') }, ...recipes]}
      />
    </Disclosure>
  )
}

function Cancelling({ t, series, cancel }: EventFormProps) {
  if (!cancel) return null
  const form = { values: {}, errors: {} }
  return (
    <Disclosure summary={t('hosting.cancel.title')}>
      <p>{t('hosting.cancel.lead')}</p>
      <Form action={cancel.action}>
        <TextArea
          name="reason"
          label={t('hosting.cancel.reason')}
          {...{ form, t }}
          optional={t('hosting.form.optional')}
          maxLength={500}
        />
        {series && <Checkbox name="following" label={t('hosting.cancel.following')} {...{ form, t }} />}
        <Button tone="danger">{t('hosting.cancel.button')}</Button>
      </Form>
    </Disclosure>
  )
}
