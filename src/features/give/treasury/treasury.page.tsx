import { Filter, type FormState, SelectField, TextField } from '#ui/form'
import { Button, ButtonLink, Card, Small, Stats, TextLink } from '#ui/parts'
import { DataTable, Desk, Pager, type PageTurn } from '#ui/table'
import type { PageT } from './texts.ts'

export type BooksProps = { t: PageT; books: { href: string; name: string; waiting: string }[] }

/** Whose books somebody keeps. */
export function BooksPage({ t, books }: BooksProps) {
  return (
    <Desk title={t('treasury.title')} lead={t('treasury.lead')}>
      {books.length === 0 && <p>{t('treasury.none')}</p>}
      {books.map(({ href, name, waiting }) => (
        <Card key={href} title={name}>
          <p>{waiting}</p>
          <p>
            <TextLink href={href}>{t('treasury.open')}</TextLink>
          </p>
        </Card>
      ))}
    </Desk>
  )
}

export type BookProps = {
  t: PageT
  title: string
  action: string
  form: FormState
  views: { value: string; text: string }[]
  stats: { value: string; label: string }[]
  rows: { id: string; href: string; amount: string; who: string; state: string; mode: string; day: string; reference: string }[]
  /** Other pages about these books. */
  pages: { href: string; text: string }[]
  next: PageTurn | undefined
  first: PageTurn | undefined
}

/** What came, what waits for a look, and who gave. */
export function BookPage({ t, title, action, form, views, stats, rows, pages, next, first }: BookProps) {
  return (
    <Desk
      title={title}
      acts={pages.map(({ href, text }) => (
        <ButtonLink key={href} href={href} small tone="plain">
          {text}
        </ButtonLink>
      ))}
    >
      <Stats stats={stats} />
      <Filter action={action}>
        <SelectField name="view" label={t('treasury.view')} {...{ form, t }} options={views} />
        <TextField
          name="q"
          type="search"
          label={t('treasury.search')}
          hint={t('treasury.search-hint')}
          {...{ form, t }}
          maxLength={100}
        />
        <Button tone="plain">{t('treasury.search-button')}</Button>
      </Filter>
      <DataTable
        caption={title}
        head={[
          t('giving.amount'),
          t('giving.name'),
          t('treasury.state'),
          t('giving.mode'),
          t('giving.day'),
          t('giving.reference'),
        ]}
        rows={rows.map(({ id, href, amount, who, state, mode, day, reference }) => ({
          key: id,
          cells: [
            <TextLink key="a" href={href}>
              {amount}
            </TextLink>,
            who,
            state,
            mode,
            day,
            reference,
          ],
        }))}
        empty={t('treasury.empty')}
      />
      <Pager next={next} first={first} />
      <Small>{t('treasury.seen')}</Small>
    </Desk>
  )
}
