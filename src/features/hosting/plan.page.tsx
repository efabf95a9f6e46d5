import type { Locale } from '#platform/i18n/locales'
import { ErrorSummary } from '#ui/error-summary'
import { Checkbox, FieldRow, Form, FormNotice, type FormState, Group, SelectField, TextField } from '#ui/form'
import { Row, Rows } from '#ui/items'
import { Act, Article, Button, List, Small, TextLink } from '#ui/parts'
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
    <Article title={t('hosting.plan.title')} lead={title}>
      <Roles {...props} />
      <Questions {...props} />
      <Hosts {...props} />
      <p>
        <TextLink href={back}>{t('hosting.plan.back')}</TextLink>
      </p>
    </Article>
  )
}

function Removable({
  label,
  lines,
  remove,
}: {
  label: string
  lines: { id: string; text: string; remove: string }[]
  remove: string
}) {
  return (
    <Rows label={label}>
      {lines.map(({ id, text, remove: action }) => (
        <Row
          key={id}
          title={text}
          acts={
            <Act small tone="danger" action={action}>
              {remove}
            </Act>
          }
        />
      ))}
    </Rows>
  )
}

const EMPTY: FormState = { values: {}, errors: {} }

function Roles({ t, locale, form, refused, roles, paths }: PlanProps) {
  const own = refused === 'role' ? form : EMPTY
  const labels = {
    name: t('hosting.roles.name'),
    starts: t('hosting.roles.starts'),
    ends: t('hosting.roles.ends'),
    capacity: t('hosting.roles.capacity'),
  }
  return (
    <Group legend={t('hosting.roles.title')}>
      <Small>{t('hosting.roles.lead')}</Small>
      <Removable label={t('hosting.roles.title')} lines={roles} remove={t('hosting.plan.remove')} />
      <Form action={paths.role}>
        <ErrorSummary {...{ form: own, t, locale, labels }} />
        <FormNotice form={own} t={t} />
        <TextField name="name" label={labels.name} {...{ form: own, t }} maxLength={80} />
        <FieldRow>
          <TextField name="starts" type="time" label={labels.starts} {...{ form: own, t }} />
          <TextField name="ends" type="time" label={labels.ends} {...{ form: own, t }} />
          <TextField name="capacity" label={labels.capacity} {...{ form: own, t }} inputmode="numeric" maxLength={4} />
        </FieldRow>
        <Button tone="plain">{t('hosting.roles.button')}</Button>
      </Form>
    </Group>
  )
}

function Questions({ t, locale, form, refused, questions, paths }: PlanProps) {
  const own = refused === 'question' ? form : EMPTY
  const labels = { words: t('hosting.questions.words'), kind: t('hosting.questions.kind') }
  const kinds = (['text', 'yes-no'] as const).map((value) => ({ value, text: t(`hosting.questions.kind-${value}`) }))
  return (
    <Group legend={t('hosting.questions.title')}>
      <Small>{t('hosting.questions.lead')}</Small>
      <Removable label={t('hosting.questions.title')} lines={questions} remove={t('hosting.plan.remove')} />
      <Form action={paths.question}>
        <ErrorSummary {...{ form: own, t, locale, labels }} />
        <FormNotice form={own} t={t} />
        <TextField name="words" label={labels.words} {...{ form: own, t }} maxLength={200} />
        <SelectField name="kind" label={labels.kind} {...{ form: own, t }} options={kinds} />
        <Checkbox name="required" label={t('hosting.questions.required')} {...{ form: own, t }} />
        <Button tone="plain">{t('hosting.questions.button')}</Button>
      </Form>
    </Group>
  )
}

function Hosts({ t, locale, form, refused, hosts, paths }: PlanProps) {
  const own = refused === 'host' ? form : EMPTY
  return (
    <Group legend={t('hosting.hosts.title')}>
      <List>
        {hosts.map(({ name, state }) => (
          <li key={name}>{[name, state].filter(Boolean).join(' · ')}</li>
        ))}
      </List>
      <Form action={paths.host}>
        <ErrorSummary {...{ form: own, t, locale, labels: { group: t('hosting.hosts.group') } }} />
        <FormNotice form={own} t={t} />
        <TextField
          name="group"
          label={t('hosting.hosts.group')}
          hint={t('hosting.hosts.group-hint')}
          {...{ form: own, t }}
          maxLength={200}
        />
        <Button tone="plain">{t('hosting.hosts.button')}</Button>
      </Form>
    </Group>
  )
}
