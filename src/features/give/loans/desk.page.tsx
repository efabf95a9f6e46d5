import type { Locale } from '#platform/i18n/locales'
import { ErrorSummary } from '#ui/error-summary'
import { Checkbox, Form, FormNotice, type FormState, Group, RadioField, TextArea, TextField } from '#ui/form'
import { Act, Button, ButtonLink, Card, Notice, Small, Stack, Stats, Table, TextLink } from '#ui/parts'
import { Columns, DataTable, Desk, Facts, Pager, type PageTurn } from '#ui/table'
import { ScheduleTable } from './lend.page.tsx'
import type { PageT } from './texts.ts'

type Fact = { label: string; value: string }
type Link = { href: string; text: string }
type Schedule = { head: string[]; rows: { key: string; cells: string[] }[]; sum: string }

/** Of whom somebody keeps the loans. */
export function BooksPage({ t, books }: { t: PageT; books: { href: string; name: string }[] }) {
  return (
    <Desk title={t('loans.desk')} lead={t('loans.desk-lead')}>
      {books.length === 0 && <p>{t('loans.no-books')}</p>}
      {books.map(({ href, name }) => (
        <Card key={href} title={name}>
          <p>
            <TextLink href={href}>{t('loans.open-loans')}</TextLink>
          </p>
        </Card>
      ))}
    </Desk>
  )
}

export type LoansProps = {
  t: PageT
  title: string
  offer: Link
  year: Link
  stats: { value: string; label: string }[]
  rows: { id: string; href: string; amount: string; cells: string[] }[]
  next: PageTurn | undefined
}

/** Who lent, what is owed, what is due next. */
export function LoansPage({ t, title, offer, year, stats, rows, next }: LoansProps) {
  return (
    <Desk
      title={title}
      acts={
        <>
          <ButtonLink href={offer.href} tone="plain" small>
            {offer.text}
          </ButtonLink>
          <ButtonLink href={year.href} tone="plain" small>
            {year.text}
          </ButtonLink>
        </>
      }
    >
      <Stats stats={stats} />
      <DataTable
        caption={title}
        head={[t('loans.column-lent'), t('loans.lender'), t('loans.stands'), t('loans.left'), t('loans.next-due')]}
        rows={rows.map(({ id, href, amount, cells }) => ({
          key: id,
          cells: [
            <TextLink key="a" href={href}>
              {amount}
            </TextLink>,
            ...cells,
          ],
        }))}
        empty={t('loans.empty')}
      />
      <Pager next={next} first={undefined} />
      <Small>{t('loans.seen')}</Small>
    </Desk>
  )
}

export type LoanProps = {
  t: PageT
  title: string
  state: string
  facts: Fact[]
  schedule: Schedule
  arrival: { arrived: string; cancelled: string } | undefined
  repay: { action: string; n: string; text: string } | undefined
  contract: Link
  back: Link
}

/** One loan: who lent, what is due when, what was paid back. */
export function LoanPage({ t, title, state, facts, schedule, arrival, repay, contract, back }: LoanProps) {
  return (
    <Desk title={title} lead={state}>
      <Columns>
        <Stack>
          {arrival && (
            <Card title={t('loans.arrival')}>
              <p>{t('loans.arrival-lead')}</p>
              <Act action={arrival.arrived} tone="primary">
                {t('loans.arrived')}
              </Act>
              <Act action={arrival.cancelled}>{t('loans.will-not-come')}</Act>
            </Card>
          )}
          {repay && (
            <Card title={t('loans.repaying')}>
              <p>{t('loans.repaying-lead')}</p>
              <Act action={repay.action} fields={{ n: repay.n }} tone="primary">
                {repay.text}
              </Act>
            </Card>
          )}
          <ScheduleTable {...{ t, schedule }} />
        </Stack>
        <Stack>
          <Card title={t('loans.loan')}>
            <Facts facts={facts} />
          </Card>
          <p>
            <TextLink href={contract.href}>{contract.text}</TextLink>
          </p>
          <p>
            <TextLink href={back.href}>{back.text}</TextLink>
          </p>
        </Stack>
      </Columns>
    </Desk>
  )
}

export type YearProps = { t: PageT; title: string; lead: string; head: string[]; rows: string[][]; years: Link[]; back: Link }

/** What of each loan went back in a year, and what is left: what the authority asks for. */
export function YearPage({ title, lead, head, rows, years, back }: YearProps) {
  return (
    <Desk title={title} lead={lead}>
      <Table caption={title} head={head} rows={rows} />
      {[...years, back].map(({ href, text }) => (
        <p key={href}>
          <TextLink href={href}>{text}</TextLink>
        </p>
      ))}
    </Desk>
  )
}

export type OfferProps = {
  t: PageT
  locale: Locale
  title: string
  notice: string | undefined
  limits: Fact[]
  asksCeiling: boolean
  form: FormState
  action: string
  kinds: { value: string; text: string }[]
  back: Link
  page: Link | undefined
}

/** The terms on which a recipient borrows, beside what the law allows. */
export function OfferPage({ t, locale, title, notice, limits, asksCeiling, form, action, kinds, back, page }: OfferProps) {
  const names = ['rate', 'months', 'least', 'ceiling', 'elsewhere'] as const
  const labels = Object.fromEntries(names.map((name) => [name, t(`loans.${name}`)]))
  const shown = names.filter((name) => name !== 'ceiling' || asksCeiling)
  return (
    <Desk title={title} lead={t('loans.offer-lead')}>
      {notice && <Notice>{notice}</Notice>}
      {limits.length > 0 && (
        <Card title={t('loans.law')}>
          <Facts facts={limits} />
        </Card>
      )}
      <Form action={action}>
        <ErrorSummary {...{ form, t, locale, labels: { ...labels, consequences: t('loans.consequences') } }} />
        <FormNotice form={form} t={t} />
        <Checkbox name="open" label={t('loans.open')} {...{ form, t }} />
        {shown.map((name) => (
          <TextField
            key={name}
            name={name}
            inputmode="decimal"
            label={labels[name]!}
            hint={t(`loans.${name}-hint`)}
            {...{ form, t }}
            maxLength={20}
          />
        ))}
        <Group legend={t('loans.way')}>
          {kinds.map(({ value, text }) => (
            <RadioField key={value} name="kind" value={value} label={text} checked={form.values.kind === value} />
          ))}
        </Group>
        <TextArea
          name="consequences"
          label={t('loans.consequences')}
          hint={t('loans.consequences-hint')}
          {...{ form, t }}
          maxLength={2000}
        />
        <Button>{t('loans.offer-button')}</Button>
      </Form>
      {page && (
        <p>
          <TextLink href={page.href}>{page.text}</TextLink>
        </p>
      )}
      <p>
        <TextLink href={back.href}>{back.text}</TextLink>
      </p>
    </Desk>
  )
}
