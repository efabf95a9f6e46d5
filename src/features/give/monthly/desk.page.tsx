import { Filter, type FormState, SelectField } from '#ui/form'
import { Button, Card, Small, Stats, TextLink } from '#ui/parts'
import { DataTable, Desk, Pager, type PageTurn } from '#ui/table'
import type { PageT } from './texts.ts'

/** Whose monthly gifts somebody looks after. */
export function DeskPage({ t, books }: { t: PageT; books: { href: string; name: string }[] }) {
  return (
    <Desk title={t('monthly.desk')} lead={t('monthly.desk-lead')}>
      {books.length === 0 && <p>{t('monthly.desk-none')}</p>}
      {books.map(({ href, name }) => (
        <Card key={href} title={name}>
          <p>
            <TextLink href={href}>{t('monthly.desk-open')}</TextLink>
          </p>
        </Card>
      ))}
    </Desk>
  )
}

type BookProps = {
  t: PageT
  title: string
  action: string
  form: FormState
  views: { value: string; text: string }[]
  stats: { value: string; label: string }[]
  head: string[]
  rows: { key: string; cells: string[] }[]
  next: PageTurn | undefined
  first: PageTurn | undefined
}

/** What goes on each month, what banks refuse, and what ended. */
export function BookPage({ t, title, action, form, views, stats, head, rows, next, first }: BookProps) {
  return (
    <Desk title={title} lead={t('monthly.desk-lead')}>
      <Stats stats={stats} />
      <Filter action={action}>
        <SelectField name="view" label={t('monthly.view')} {...{ form, t }} options={views} />
        <Button tone="plain">{t('monthly.view-button')}</Button>
      </Filter>
      <DataTable caption={title} head={head} rows={rows} empty={t('monthly.desk-empty')} />
      <Pager next={next} first={first} />
      <Small>{t('monthly.desk-seen')}</Small>
    </Desk>
  )
}
