import type { Locale } from '#platform/i18n/locales'
import { ErrorSummary } from '#ui/error-summary'
import { Checkbox, FieldRow, Form, FormNotice, type FormState, Group, SelectField, TextField } from '#ui/form'
import { Act, Article, Button, Small, TextLink } from '#ui/parts'
import type { T } from './texts.ts'

export type PlanProps = {
  t: T
  locale: Locale
  title: string
  form: FormState
  /** Which form was refused. */
  refused: 'role' | 'question' | 'host' | undefined
  roles: { id: string; text: string; remove: string }[]
  questions: { id: string; text: string; remove: string }[]
  hosts: { name: string; state: string }[]
  paths: { role: string; question: string; host: string }
  back: string
}

/** Roles and shifts, questions, and groups that hold it together. */
export function PlanPage(props: PlanProps) {
  const { t, title, back } = props
  return (
    <Article title={t('events.plan.title')} lead={title}>
      <Roles {...props} />
      <Questions {...props} />
      <Hosts {...props} />
      <p>
        <TextLink href={back}>{t('events.plan.back')}</TextLink>
      </p>
    </Article>
  )
}

function Removable({ lines, remove }: { lines: { id: string; text: string; remove: string }[]; remove: string }) {
  return (
    <ul class="flex flex-col gap-2">
      {lines.map(({ id, text, remove: action }) => (
        <li key={id} class="flex flex-wrap items-center justify-between gap-2">
          <span>{text}</span>
          <Act small tone="danger" action={action}>
            {remove}
          </Act>
        </li>
      ))}
    </ul>
  )
}

const EMPTY: FormState = { values: {}, errors: {} }

function Roles({ t, locale, form, refused, roles, paths }: PlanProps) {
  const own = refused === 'role' ? form : EMPTY
  const labels = {
    name: t('events.roles.name'),
    starts: t('events.roles.starts'),
    ends: t('events.roles.ends'),
    capacity: t('events.roles.capacity'),
  }
  return (
    <Group legend={t('events.roles.title')}>
      <Small>{t('events.roles.lead')}</Small>
      <Removable lines={roles} remove={t('events.plan.remove')} />
      <Form action={paths.role}>
        <ErrorSummary {...{ form: own, t, locale, labels }} />
        <FormNotice form={own} t={t} />
        <TextField name="name" label={labels.name} {...{ form: own, t }} maxLength={80} />
        <FieldRow>
          <TextField name="starts" type="time" label={labels.starts} {...{ form: own, t }} />
          <TextField name="ends" type="time" label={labels.ends} {...{ form: own, t }} />
          <TextField name="capacity" label={labels.capacity} {...{ form: own, t }} inputmode="numeric" maxLength={4} />
        </FieldRow>
        <Button tone="plain">{t('events.roles.button')}</Button>
      </Form>
    </Group>
  )
}

function Questions({ t, locale, form, refused, questions, paths }: PlanProps) {
  const own = refused === 'question' ? form : EMPTY
  const labels = { words: t('events.questions.words'), kind: t('events.questions.kind') }
  const kinds = (['text', 'yes-no'] as const).map((value) => ({ value, text: t(`events.questions.kind-${value}`) }))
  return (
    <Group legend={t('events.questions.title')}>
      <Small>{t('events.questions.lead')}</Small>
      <Removable lines={questions} remove={t('events.plan.remove')} />
      <Form action={paths.question}>
        <ErrorSummary {...{ form: own, t, locale, labels }} />
        <FormNotice form={own} t={t} />
        <TextField name="words" label={labels.words} {...{ form: own, t }} maxLength={200} />
        <SelectField name="kind" label={labels.kind} {...{ form: own, t }} options={kinds} />
        <Checkbox name="required" label={t('events.questions.required')} {...{ form: own, t }} />
        <Button tone="plain">{t('events.questions.button')}</Button>
      </Form>
    </Group>
  )
}

function Hosts({ t, locale, form, refused, hosts, paths }: PlanProps) {
  const own = refused === 'host' ? form : EMPTY
  return (
    <Group legend={t('events.hosts.title')}>
      <ul class="list-disc ps-6">
        {hosts.map(({ name, state }) => (
          <li key={name}>{[name, state].filter(Boolean).join(' · ')}</li>
        ))}
      </ul>
      <Form action={paths.host}>
        <ErrorSummary {...{ form: own, t, locale, labels: { group: t('events.hosts.group') } }} />
        <FormNotice form={own} t={t} />
        <TextField
          name="group"
          label={t('events.hosts.group')}
          hint={t('events.hosts.group-hint')}
          {...{ form: own, t }}
          maxLength={200}
        />
        <Button tone="plain">{t('events.hosts.button')}</Button>
      </Form>
    </Group>
  )
}
