import type { Locale } from '#platform/i18n/locales'
import { ErrorSummary } from '#ui/error-summary'
import { FieldRow, Form, FormNotice, type FormState, SelectField, TextField } from '#ui/form'
import { Act, Button, ButtonLink, Card, Notice, Small, Stats, TextLink } from '#ui/parts'
import { Row, Rows } from '#ui/items'
import { Badge, Desk } from '#ui/table'
import type { T } from './texts.ts'

export type PeopleProps = {
  t: T
  locale: Locale
  title: string
  stats: { label: string; value: string }[]
  rows: {
    id: string
    name: string
    note: string
    state: string
    good: boolean
    remove: string
  }[]
  next: string | undefined
  add: { action: string; form: FormState; roles: { value: string; text: string }[] } | undefined
  back: string
}

/** Who comes to an event, for who holds it: names, and nothing by which somebody could be reached. */
export function PeoplePage({ t, locale, title, stats, rows, next, add, back }: PeopleProps) {
  return (
    <Desk title={t('hosting.people.title')} lead={title}>
      <Stats stats={stats} />
      {rows.length === 0 && <Notice>{t('hosting.people.none')}</Notice>}
      <Rows label={t('hosting.people.title')}>
        {rows.map(({ id, name, note, state, good, remove }) => (
          <Row
            key={id}
            title={
              <>
                {name} <Badge tone={good ? 'good' : 'plain'}>{state}</Badge>
              </>
            }
            {...(note ? { note } : {})}
            acts={
              <Act small action={remove}>
                {t('hosting.people.remove')}
              </Act>
            }
          />
        ))}
      </Rows>
      {next && (
        <p>
          <ButtonLink href={next} tone="plain">
            {t('hosting.people.next')}
          </ButtonLink>
        </p>
      )}
      {add && <Adding {...{ t, locale, add }} />}
      <Small>{t('hosting.people.private')}</Small>
      <p>
        <TextLink href={back}>{t('hosting.plan.back')}</TextLink>
      </p>
    </Desk>
  )
}

/** Somebody who asked by telephone or on paper. */
type AddingProps = Pick<PeopleProps, 't' | 'locale'> & { add: NonNullable<PeopleProps['add']> }

function Adding({ t, locale, add: { action, form, roles } }: AddingProps) {
  const labels = { name: t('hosting.people.name'), seats: t('hosting.people.places'), role: t('hosting.people.role') }
  return (
    <Card title={t('hosting.people.add')}>
      <Form action={action}>
        <ErrorSummary {...{ form, t, locale, labels }} />
        <FormNotice form={form} t={t} />
        <FieldRow>
          <TextField name="name" label={labels.name} {...{ form, t }} maxLength={120} />
          <TextField name="seats" label={labels.seats} {...{ form, t }} inputmode="numeric" maxLength={2} />
          {roles.length > 0 && (
            <SelectField
              name="role"
              label={labels.role}
              {...{ form, t }}
              options={[{ value: '', text: t('events.sign-up.no-role') }, ...roles]}
            />
          )}
        </FieldRow>
        <Button tone="plain">{t('hosting.people.add-button')}</Button>
      </Form>
      <Small>{t('hosting.people.add-lead')}</Small>
    </Card>
  )
}
