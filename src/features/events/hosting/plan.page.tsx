import type { Locale } from '#platform/i18n/locales'
import { ErrorSummary } from '#ui/error-summary'
import { Checkbox, FieldRow, Form, FormNotice, type FormState, Group, SelectField, TextField } from '#ui/form'
import { Row, Rows } from '#ui/items'
import { Act, Article, Button, ButtonLink, Small, TextLink } from '#ui/parts'
import type { T } from './texts.ts'

type Line = { id: string; text: string; change?: string; remove: string | undefined }

export type PlanProps = {
  t: T
  locale: Locale
  title: string
  form: FormState
  /** Which form was refused. */
  refused: 'role' | 'question' | 'host' | undefined
  roles: Line[]
  questions: Line[]
  hosts: Line[]
  /** `host`: where another group is asked to hold it too; undefined: the movement has none. */
  paths: { role: string; question: string; host: string | undefined }
  back: string
}

/** Roles and shifts, questions, and groups that hold it together. */
export function PlanPage(props: PlanProps) {
  const { t, title, back } = props
  return (
    <Article title={t('hosting.plan.title')} lead={title}>
      <Roles {...props} />
      <Questions {...props} />
      {props.paths.host && <Hosts {...props} action={props.paths.host} />}
      <p>
        <TextLink href={back}>{t('hosting.plan.back')}</TextLink>
      </p>
    </Article>
  )
}

function Removable({ t, label, lines }: { t: T; label: string; lines: Line[] }) {
  return (
    <Rows label={label}>
      {lines.map(({ id, text, change, remove }) => (
        <Row
          key={id}
          title={text}
          acts={
            <>
              {change && (
                <ButtonLink small tone="plain" href={change}>
                  {t('hosting.plan.change')}
                </ButtonLink>
              )}
              {remove && (
                <Act small tone="danger" action={remove}>
                  {t('hosting.plan.remove')}
                </Act>
              )}
            </>
          }
        />
      ))}
    </Rows>
  )
}

const EMPTY: FormState = { values: {}, errors: {} }

function Roles({ t, locale, form, refused, roles, paths }: PlanProps) {
  const own = refused === 'role' ? form : EMPTY
  return (
    <Group legend={t('hosting.roles.title')}>
      <Small>{t('hosting.roles.lead')}</Small>
      <Removable t={t} label={t('hosting.roles.title')} lines={roles} />
      <RoleForm {...{ t, locale, form: own }} action={paths.role} button={t('hosting.roles.button')} />
    </Group>
  )
}

type RoleFormProps = { t: T; locale: Locale; form: FormState; action: string; button: string }

function RoleForm({ t, locale, form, action, button }: RoleFormProps) {
  const labels = {
    name: t('hosting.roles.name'),
    starts: t('hosting.roles.starts'),
    ends: t('hosting.roles.ends'),
    capacity: t('hosting.roles.capacity'),
  }
  return (
    <Form action={action}>
      <ErrorSummary {...{ form, t, locale, labels }} />
      <FormNotice form={form} t={t} />
      <TextField name="name" label={labels.name} {...{ form, t }} maxLength={80} />
      <FieldRow>
        <TextField name="starts" type="time" label={labels.starts} {...{ form, t }} />
        <TextField name="ends" type="time" label={labels.ends} {...{ form, t }} />
        <TextField name="capacity" label={labels.capacity} {...{ form, t }} inputmode="numeric" maxLength={4} />
      </FieldRow>
      <Button tone="plain">{button}</Button>
    </Form>
  )
}

export type RoleProps = Omit<RoleFormProps, 'button'> & { title: string; back: string }

/** One role of an event, to be changed. */
export function RolePage({ t, locale, title, form, action, back }: RoleProps) {
  return (
    <Article title={t('hosting.roles.change')} lead={title}>
      <RoleForm {...{ t, locale, form, action }} button={t('hosting.settings.button')} />
      <p>
        <TextLink href={back}>{t('hosting.plan.title')}</TextLink>
      </p>
    </Article>
  )
}

function Questions({ t, locale, form, refused, questions, paths }: PlanProps) {
  const own = refused === 'question' ? form : EMPTY
  const labels = { words: t('hosting.questions.words'), kind: t('hosting.questions.kind') }
  const kinds = (['text', 'yes-no'] as const).map((value) => ({ value, text: t(`hosting.questions.kind-${value}`) }))
  return (
    <Group legend={t('hosting.questions.title')}>
      <Small>{t('hosting.questions.lead')}</Small>
      <Removable t={t} label={t('hosting.questions.title')} lines={questions} />
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

function Hosts({ t, locale, form, refused, hosts, action }: PlanProps & { action: string }) {
  const own = refused === 'host' ? form : EMPTY
  return (
    <Group legend={t('hosting.hosts.title')}>
      <Removable t={t} label={t('hosting.hosts.title')} lines={hosts} />
      <Form action={action}>
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
