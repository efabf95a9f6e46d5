import type { Locale } from '#platform/i18n/locales'
import { ErrorSummary } from '#ui/error-summary'
import { FieldRow, Form, FormNotice, type FormState, SelectField, TextField } from '#ui/form'
import { Act, Button, Card, Disclosure, Small, Stack } from '#ui/parts'
import { Columns, DataTable, Desk } from '#ui/table'
import type { T } from './texts.ts'

type Option = { value: string; text: string }

export type ElectionsProps = {
  t: T
  locale: Locale
  path: string
  form: FormState
  /** Which form was refused: that of a new vote, or of another day of a vote. */
  refused: string | undefined
  kinds: Option[]
  rounds: Option[]
  elections: {
    id: string
    name: string
    /** What it is of. */
    of: string
    days: { where: string; when: string; silence: string }[]
    move: string | undefined
    remove: string | undefined
    add: string
  }[]
}

/** Votes that silence is kept around. */
export function ElectionsPage({ t, locale, path, form, refused, kinds, rounds, elections }: ElectionsProps) {
  const empty = { values: { closes: '20:00' }, errors: {} }
  return (
    <Desk title={t('elections.title')} lead={t('elections.lead')}>
      <Columns>
        <Stack>
          {elections.length === 0 && <p>{t('elections.none')}</p>}
          {elections.map(({ id, name, of, days, move, remove, add }) => (
            <Card key={id} title={name}>
              <Small>{of}</Small>
              <DataTable
                caption={name}
                head={[t('elections.where'), t('elections.when'), t('elections.silence')]}
                rows={days.map(({ where, when, silence }) => ({ key: where, cells: [where, when, silence] }))}
                empty={t('elections.none')}
              />
              <Disclosure summary={t('elections.another-day')} open={refused === id}>
                <ElectionForm {...{ t, locale, form: refused === id ? form : empty }} action={add} named={undefined} />
              </Disclosure>
              {move && (
                <Disclosure summary={t('elections.move')} open={refused === `move ${id}`}>
                  <MoveForm {...{ t, locale, form: refused === `move ${id}` ? form : empty }} action={move} />
                </Disclosure>
              )}
              {remove && (
                <Act small tone="danger" action={remove}>
                  {t('elections.remove')}
                </Act>
              )}
            </Card>
          ))}
        </Stack>
        <Card title={t('elections.add')}>
          <ElectionForm {...{ t, locale, form: refused === '' ? form : empty }} action={path} named={{ kinds, rounds }} />
          <Small>{t('elections.fixed-soon')}</Small>
        </Card>
      </Columns>
    </Desk>
  )
}

function ElectionForm({
  t,
  locale,
  action,
  form,
  named,
}: Pick<ElectionsProps, 't' | 'locale' | 'form'> & {
  action: string
  /** A new vote, which has a name; undefined: another day of one. */
  named: Pick<ElectionsProps, 'kinds' | 'rounds'> | undefined
}) {
  const labels = {
    name: t('elections.name'),
    kind: t('elections.kind'),
    vote_on: t('elections.vote-on'),
    closes: t('elections.closes'),
    territory: t('elections.territory'),
    lists_closed: t('elections.lists-closed'),
  }
  return (
    <Form action={action}>
      <ErrorSummary {...{ form, t, locale, labels }} />
      <FormNotice form={form} t={t} />
      {named && (
        <>
          <TextField name="name" label={labels.name} hint={t('elections.name-hint')} {...{ form, t }} maxLength={120} />
          <SelectField name="kind" label={labels.kind} {...{ form, t }} options={named.kinds} />
          {named.rounds.length > 1 && (
            <SelectField name="first_round" label={t('elections.first-round')} {...{ form, t }} options={named.rounds} />
          )}
        </>
      )}
      <FieldRow>
        <TextField name="vote_on" type="date" label={labels.vote_on} {...{ form, t }} />
        <TextField name="closes" type="time" label={labels.closes} {...{ form, t }} />
      </FieldRow>
      <TextField
        name="territory"
        label={labels.territory}
        hint={t('elections.territory-hint')}
        optional={named ? t('elections.optional') : undefined}
        {...{ form, t }}
        maxLength={100}
      />
      {named && (
        <TextField
          name="lists_closed"
          type="date"
          label={labels.lists_closed}
          hint={t('elections.lists-closed-hint')}
          optional={t('elections.optional')}
          {...{ form, t }}
        />
      )}
      <Button tone="plain">{t('elections.button')}</Button>
    </Form>
  )
}

function MoveForm({ t, locale, action, form }: Pick<ElectionsProps, 't' | 'locale' | 'form'> & { action: string }) {
  const label = t('elections.move-to')
  return (
    <Form action={action}>
      <ErrorSummary {...{ form, t, locale, labels: { to: label } }} />
      <FormNotice form={form} t={t} />
      <TextField name="to" type="date" label={label} hint={t('elections.move-hint')} {...{ form, t }} />
      <Button tone="plain">{t('elections.move-button')}</Button>
    </Form>
  )
}
