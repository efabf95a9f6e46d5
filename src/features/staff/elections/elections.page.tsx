import type { Locale } from '#platform/i18n/locales'
import { ErrorSummary } from '#ui/error-summary'
import { FieldRow, Form, FormNotice, type FormState, TextField } from '#ui/form'
import { Act, Button, Card, Disclosure, Small, Stack } from '#ui/parts'
import { Columns, DataTable, Desk } from '#ui/table'
import type { T } from './texts.ts'

export type ElectionsProps = {
  t: T
  locale: Locale
  path: string
  form: FormState
  /** Which form was refused: that of a new vote, or of another day of a vote. */
  refused: string | undefined
  elections: {
    id: string
    name: string
    days: { where: string; when: string; silence: string }[]
    remove: string | undefined
    add: string
  }[]
}

/** Votes that silence is kept around. */
export function ElectionsPage({ t, locale, path, form, refused, elections }: ElectionsProps) {
  const empty = { values: { closes: '20:00' }, errors: {} }
  return (
    <Desk title={t('elections.title')} lead={t('elections.lead')}>
      <Columns>
        <Stack>
          {elections.length === 0 && <p>{t('elections.none')}</p>}
          {elections.map(({ id, name, days, remove, add }) => (
            <Card key={id} title={name}>
              <DataTable
                caption={name}
                head={[t('elections.where'), t('elections.when'), t('elections.silence')]}
                rows={days.map(({ where, when, silence }) => ({ key: where, cells: [where, when, silence] }))}
                empty={t('elections.none')}
              />
              <Disclosure summary={t('elections.another-day')} open={refused === id}>
                <ElectionForm {...{ t, locale, form: refused === id ? form : empty }} action={add} named={false} />
              </Disclosure>
              {remove && (
                <Act small tone="danger" action={remove}>
                  {t('elections.remove')}
                </Act>
              )}
            </Card>
          ))}
        </Stack>
        <Card title={t('elections.add')}>
          <ElectionForm {...{ t, locale, form: refused === '' ? form : empty }} action={path} named />
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
}: Pick<ElectionsProps, 't' | 'locale' | 'form'> & { action: string; named: boolean }) {
  const labels = {
    name: t('elections.name'),
    vote_on: t('elections.vote-on'),
    closes: t('elections.closes'),
    territory: t('elections.territory'),
  }
  return (
    <Form action={action}>
      <ErrorSummary {...{ form, t, locale, labels }} />
      <FormNotice form={form} t={t} />
      {named && <TextField name="name" label={labels.name} hint={t('elections.name-hint')} {...{ form, t }} maxLength={120} />}
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
      <Button tone="plain">{t('elections.button')}</Button>
    </Form>
  )
}
