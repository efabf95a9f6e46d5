import type { ComponentChildren } from 'preact'
import { FileField, Filter, FormNotice, type FormState, SelectField, UploadForm } from '#ui/form'
import { Button, Card, Small, Stats, TextLink } from '#ui/parts'
import { DataTable, Desk, Pager, type PageTurn, Titled } from '#ui/table'
import type { PageT } from './texts.ts'

type BooksProps = { t: PageT; books: { href: string; name: string; waits: string }[] }

/** Whose books somebody keeps. */
export function BooksPage({ t, books }: BooksProps) {
  return (
    <Desk title={t('statements.title')} lead={t('statements.lead')}>
      {books.length === 0 && <p>{t('statements.none')}</p>}
      {books.map(({ href, name, waits }) => (
        <Card key={href} title={name}>
          <p>{waits}</p>
          <p>
            <TextLink href={href}>{t('statements.open')}</TextLink>
          </p>
        </Card>
      ))}
    </Desk>
  )
}

export type LineRow = { id: string; href: string; amount: string; who: string; day: string; state: string; text: string }

export type BookProps = {
  t: PageT
  title: string
  /** Why nothing can be brought yet. */
  missing: string | undefined
  action: string
  upload: FormState
  stats: { value: string; label: string }[]
  form: FormState
  look: string
  views: { value: string; text: string }[]
  lines: LineRow[]
  next: PageTurn | undefined
  first: PageTurn | undefined
  files: { id: string; href: string; name: string; state: string; lines: string; at: string }[]
}

/** Bring the bank's statement, what somebody has to decide, and what was brought. */
export function BookPage(props: BookProps) {
  const { t, title, missing, action, upload, stats, files } = props
  return (
    <Desk title={title} lead={t('statements.book-lead')}>
      <Card title={t('statements.bring')}>
        {missing ? (
          <p>{missing}</p>
        ) : (
          <UploadForm action={action}>
            <FormNotice form={upload} t={t} />
            <FileField
              name="file"
              label={t('statements.file')}
              hint={t('statements.file-hint')}
              form={upload}
              t={t}
              accept=".xml,.camt,.sta,.mt940,.940,.txt,.csv"
            />
            <Button>{t('statements.send')}</Button>
          </UploadForm>
        )}
      </Card>
      <Stats stats={stats} />
      <Titled title={t('statements.lines')}>
        <Lines {...props} />
      </Titled>
      <Titled title={t('statements.files')}>
        <DataTable
          caption={t('statements.files')}
          head={[t('statements.file'), t('statements.state'), t('statements.lines'), t('statements.brought')]}
          rows={files.map(({ id, href, name, state, lines, at }) => ({
            key: id,
            cells: [
              <TextLink key="a" href={href}>
                {name}
              </TextLink>,
              state,
              lines,
              at,
            ],
          }))}
          empty={t('statements.no-files')}
        />
      </Titled>
      <Small>{t('statements.seen')}</Small>
    </Desk>
  )
}

function Lines({ t, form, look, views, lines, next, first }: BookProps) {
  return (
    <>
      <Filter action={look}>
        <SelectField name="view" label={t('statements.view')} {...{ form, t }} options={views} />
        <Button tone="plain">{t('statements.show')}</Button>
      </Filter>
      <LineTable t={t} lines={lines} />
      <Pager next={next} first={first} />
    </>
  )
}

/** Movements of an account, each with what became of it. */
export function LineTable({ t, lines }: { t: PageT; lines: LineRow[] }) {
  const cells = ({ href, amount, who, text, day, state }: LineRow): ComponentChildren[] => [
    <TextLink key="a" href={href}>
      {amount}
    </TextLink>,
    who,
    text,
    day,
    state,
  ]
  return (
    <DataTable
      caption={t('statements.lines')}
      head={[t('statements.amount'), t('statements.who'), t('statements.words'), t('statements.day'), t('statements.state')]}
      rows={lines.map((line) => ({ key: line.id, cells: cells(line) }))}
      empty={t('statements.no-lines')}
    />
  )
}
