import type { Locale } from '#platform/i18n/locales'
import { ErrorSummary } from '#ui/error-summary'
import { Form, FormNotice, type FormState, Hidden, SelectField, TextField } from '#ui/form'
import { Act, Button, Card, Small, TextLink } from '#ui/parts'
import { Columns, Desk } from '#ui/table'
import { PeriodForm } from './books.page.tsx'
import type { Period } from './rules/period.ts'
import type { PageT } from './texts.ts'

type Back = { href: string; text: string }

type Row = {
  file: string
  title: string
  hint: string
  persons: string
  /** Of a file that takes two persons. */
  state: 'none' | 'waits' | 'given' | undefined
}

export type FilesProps = {
  t: PageT
  locale: Locale
  title: string
  lead: string
  period: Period
  form: FormState
  action: string
  ask: string
  rows: Row[]
  note: string
  back: Back
}

/** Files to take, each with what is in it and of how many persons. */
export function FilesPage(props: FilesProps) {
  const { t, title, lead, period, form, action, rows, note, back } = props
  return (
    <Desk title={title} lead={lead}>
      <FormNotice form={form} t={t} />
      <PeriodForm {...{ t, action, period }} />
      <Columns>
        {rows.map((row) => (
          <Card key={row.file} title={row.title}>
            <p>{row.hint}</p>
            <Small>{row.persons}</Small>
            <Taking {...props} row={row} />
          </Card>
        ))}
      </Columns>
      <Asking {...props} />
      <Small>{note}</Small>
      <p>
        <TextLink href={back.href}>{back.text}</TextLink>
      </p>
    </Desk>
  )
}

function Taking({ t, period, action, row }: FilesProps & { row: Row }) {
  if (row.state === 'waits') return <p>{t('accounting.two-asked')}</p>
  if (row.state === 'none') return <p>{t('accounting.two')}</p>
  return (
    <Act action={`${action}/${row.file}`} fields={period}>
      {t('accounting.take')}
    </Act>
  )
}

/** Asks a second person to allow one of the files that take two. */
function Asking({ t, locale, period, form, ask, rows }: FilesProps) {
  const files = rows.filter(({ state }) => state === 'none').map(({ file, title }) => ({ value: file, text: title }))
  if (files.length === 0) return null
  const labels = { file: t('accounting.file'), reason: t('accounting.reason') }
  return (
    <Card title={t('accounting.ask-title')}>
      <Form action={ask}>
        <ErrorSummary {...{ form, t, locale, labels }} />
        <Hidden name="from" value={period.from} />
        <Hidden name="to" value={period.to} />
        <SelectField name="file" label={labels.file} {...{ form, t }} options={files} />
        <TextField name="reason" label={labels.reason} {...{ form, t }} maxLength={300} />
        <Button tone="plain">{t('accounting.ask')}</Button>
      </Form>
    </Card>
  )
}
