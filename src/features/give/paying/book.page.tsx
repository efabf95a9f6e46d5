import { ErrorSummary } from '#ui/error-summary'
import { DraftForm, type DraftFormProps, type Fact } from '../spending/index.ts'
import { Filter, Form, FormNotice, type FormState, SelectField, TextField } from '#ui/form'
import { Row, Rows } from '#ui/items'
import { Act, Button, ButtonLink, Buttons, Card, Disclosure, Notice, Small, Stack, Stats, Table, TextLink } from '#ui/parts'
import { Columns, DataTable, Desk, Pager, type PageTurn } from '#ui/table'
import type { Locale } from '#platform/i18n/locales'
import type { PageT } from './texts.ts'

export type BooksProps = { t: PageT; books: { href: string; name: string; waiting: string }[] }

/** Whose books somebody keeps. */
export function SpendingBooksPage({ t, books }: BooksProps) {
  return (
    <Desk title={t('paying.title')} lead={t('paying.lead')}>
      {books.length === 0 && <p>{t('paying.none')}</p>}
      {books.map(({ href, name, waiting }) => (
        <Card key={href} title={name}>
          <p>{waiting}</p>
          <p>
            <TextLink href={href}>{t('paying.open')}</TextLink>
          </p>
        </Card>
      ))}
    </Desk>
  )
}

/** `cash`: what it makes of gifts in cash. */
type CeilingProps = { facts: Fact[]; words: string; cash: string | undefined; over: string | undefined; form: FormState }

export type BookProps = {
  t: PageT
  locale: Locale
  title: string
  action: string
  stats: { value: string; label: string }[]
  ceiling: CeilingProps
  form: FormState
  views: { value: string; text: string }[]
  rows: { id: string; href: string; words: string; payee: string; amount: string; category: string; state: string; day: string }[]
  next: PageTurn | undefined
  first: PageTurn | undefined
  categories: string[][]
  closed: { id: string; name: string; note: string; button: string | undefined }[]
}

/** What was spent, what is owed, what groups ask; what the law lets be spent, and what is left of it. */
export function SpendingBookPage(props: BookProps) {
  const { t, title, action, stats, form, views, next, first, ceiling } = props
  return (
    <Desk
      title={t('paying.of', { name: title })}
      acts={
        <Buttons>
          <ButtonLink href={`${action}/new`}>{t('paying.new-bill')}</ButtonLink>
          <ButtonLink href={`${action}/new?kind=in-kind`} tone="plain">
            {t('paying.new-in-kind')}
          </ButtonLink>
        </Buttons>
      }
    >
      {ceiling.over && <Notice>{ceiling.over}</Notice>}
      <Stats stats={stats} />
      <Filter action={action}>
        <SelectField name="view" label={t('paying.view')} {...{ form, t }} options={views} />
        <Button tone="plain">{t('paying.show')}</Button>
      </Filter>
      <SpendingTable {...props} />
      <Pager next={next} first={first} />
      <Columns>
        <CeilingCard {...props} />
        <Stack>
          {props.categories.length > 0 && (
            <Card title={t('paying.by-category')}>
              <Table
                caption={t('paying.by-category')}
                head={[t('spending.category'), t('spending.amount')]}
                rows={props.categories}
              />
              <Small>{t('paying.categories-note')}</Small>
            </Card>
          )}
          <Closed {...props} />
        </Stack>
      </Columns>
    </Desk>
  )
}

function SpendingTable({ t, title, rows }: BookProps) {
  return (
    <DataTable
      caption={title}
      head={[
        t('spending.words'),
        t('spending.amount'),
        t('spending.state'),
        t('spending.payee'),
        t('spending.category'),
        t('spending.spent-on'),
      ]}
      rows={rows.map(({ id, href, words, amount, state, payee, category, day }) => ({
        key: id,
        cells: [
          <TextLink key="a" href={href}>
            {words}
          </TextLink>,
          amount,
          state,
          payee,
          category,
          day,
        ],
      }))}
      empty={t('paying.empty')}
    />
  )
}

function CeilingCard({ t, locale, action, ceiling: { facts, words, cash, form } }: BookProps) {
  const labels = { amount: t('paying.ceiling-amount'), source: t('paying.ceiling-source') }
  const known = facts.length > 0
  const fields = (
    <Form action={`${action}/ceiling`}>
      <ErrorSummary {...{ form, t, locale, labels }} />
      <FormNotice form={form} t={t} />
      <TextField name="amount" label={labels.amount} inputmode="decimal" {...{ form, t }} maxLength={20} />
      <TextField name="source" label={labels.source} hint={t('paying.ceiling-source-hint')} {...{ form, t }} maxLength={300} />
      <Button tone="plain">{t('paying.ceiling-button')}</Button>
    </Form>
  )
  return (
    <Card title={t('paying.ceiling')}>
      <p>{words}</p>
      {cash && <p>{cash}</p>}
      {known && (
        <Rows label={t('paying.ceiling')}>
          {facts.map(({ label, value }) => (
            <Row key={label} title={label}>
              {value}
            </Row>
          ))}
        </Rows>
      )}
      {known ? (
        <Disclosure summary={t('paying.ceiling-change')} open={Object.keys(form.errors).length > 0}>
          {fields}
        </Disclosure>
      ) : (
        fields
      )}
    </Card>
  )
}

/** Groups that closed, and what of their share goes back to the fund. */
function Closed({ t, action, closed }: BookProps) {
  if (closed.length === 0) return null
  return (
    <Card title={t('paying.closed')}>
      <p>{t('paying.closed-lead')}</p>
      <Rows label={t('paying.closed')}>
        {closed.map(({ id, name, note, button }) => (
          <Row
            key={id}
            title={name}
            note={note}
            acts={
              button && (
                <Act small action={`${action}/closed/${id}`}>
                  {button}
                </Act>
              )
            }
          />
        ))}
      </Rows>
    </Card>
  )
}

export type NewProps = DraftFormProps & { title: string; lead: string; back: { href: string; text: string } }

/** A bill or a gift in kind, before its papers are added. */
export function NewSpendingPage({ title, lead, back, ...form }: NewProps) {
  return (
    <Desk title={title} lead={lead}>
      <Columns>
        <Card title={form.t('spending.details')}>
          <DraftForm {...form} />
        </Card>
        <p>
          <TextLink href={back.href}>{back.text}</TextLink>
        </p>
      </Columns>
    </Desk>
  )
}
