import type { Locale } from '#platform/i18n/locales'
import { ErrorSummary } from '#ui/error-summary'
import { FieldGrid, Form, FormNotice, type FormState, SelectField } from '#ui/form'
import { Button, Card, List, Notice, Table, TextLink } from '#ui/parts'
import { Desk, Facts, Pager, type PageTurn, Progress, Titled } from '#ui/table'
import type { LineRow } from './statements.page.tsx'
import { LineTable } from './statements.page.tsx'
import type { PageT } from './texts.ts'

type Field = { name: string; label: string; options: { value: string; text: string }[] }

export type FileProps = {
  t: PageT
  locale: Locale
  title: string
  state: string
  progress: { value: number; most: number; label: string } | undefined
  again: string
  refusal: string | undefined
  notice: string | undefined
  /** What a treasurer should look at: gaps between statements, days that say two things. */
  warnings: string[]
  facts: { label: string; value: string }[]
  balances: { head: string[]; rows: string[][] } | undefined
  asked: { form: FormState; action: string; fields: Field[]; sample: { head: string[]; rows: string[][] } } | undefined
  lines: LineRow[]
  next: PageTurn | undefined
  first: PageTurn | undefined
  back: { href: string; text: string }
}

/** One file of the bank: whether it adds up, and what became of its lines. */
export function FilePage(props: FileProps) {
  const { t, title, state, progress, again, refusal, notice, warnings, facts, balances, asked, lines, next, first, back } = props
  return (
    <Desk title={title} lead={state}>
      {notice && <Notice>{notice}</Notice>}
      {refusal && <Notice>{refusal}</Notice>}
      {progress && (
        <>
          <Progress {...progress} />
          <p>
            <TextLink href={again}>{t('statements.refresh')}</TextLink>
          </p>
        </>
      )}
      {warnings.length > 0 && (
        <Card title={t('statements.look-at')}>
          <List>
            {warnings.map((text) => (
              <li key={text}>{text}</li>
            ))}
          </List>
        </Card>
      )}
      {asked && <Asked {...props} asked={asked} />}
      {facts.length > 0 && <Facts facts={facts} />}
      {balances && (
        <Titled title={t('statements.balances')}>
          <Table caption={t('statements.balances')} head={balances.head} rows={balances.rows} />
        </Titled>
      )}
      {facts.length > 0 && (
        <Titled title={t('statements.lines')}>
          <LineTable t={t} lines={lines} />
          <Pager next={next} first={first} />
        </Titled>
      )}
      <p>
        <TextLink href={back.href}>{back.text}</TextLink>
      </p>
    </Desk>
  )
}

/** What the bank's table leaves open. */
function Asked({ t, locale, asked }: FileProps & { asked: NonNullable<FileProps['asked']> }) {
  const { form, action, fields, sample } = asked
  const labels = Object.fromEntries(fields.map(({ name, label }) => [name, label]))
  return (
    <Card title={t('statements.asked')}>
      <p>{t('statements.asked-lead')}</p>
      {sample.rows.length > 0 && <Table caption={t('statements.sample')} head={sample.head} rows={sample.rows} />}
      <Form action={action}>
        <ErrorSummary {...{ form, t, locale, labels }} />
        <FormNotice form={form} t={t} />
        <FieldGrid>
          {fields.map(({ name, label, options }) => (
            <SelectField key={name} {...{ name, label, options, form, t }} />
          ))}
        </FieldGrid>
        <Button>{t('statements.read-so')}</Button>
      </Form>
    </Card>
  )
}
