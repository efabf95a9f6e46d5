import type { ComponentChildren } from 'preact'
import { Act, Button, ButtonLink, Card, Disclosure, List, Notice, Small, Stats, Table, TextLink } from '#ui/parts'
import { Columns, DataTable, Desk, Facts } from '#ui/table'
import { AskForm, FieldRow, type FormState, TextField } from '#ui/form'
import type { Period } from './rules/period.ts'
import type { PageT } from './texts.ts'

type Link = { href: string; text: string }
/** What each account is for. */
type Held = { label: string; value: string }[]

export type BookProps = {
  t: PageT
  title: string
  /** What somebody has to know first: that the account is filed, that something waits. */
  notices: string[]
  stats: { value: string; label: string }[]
  balances: string[][]
  held: Held
  pages: (Link & { hint: string })[]
  back: Link
}

/** Where the books of a recipient stand, and where one goes from there. */
export function BookPage({ t, title, notices, stats, balances, held, pages, back }: BookProps) {
  return (
    <Desk title={title} lead={t('accounting.title')}>
      {notices.map((text) => (
        <Notice key={text}>{text}</Notice>
      ))}
      {stats.length > 0 && <Stats stats={stats} />}
      <Columns>
        <Card title={t('accounting.balances')}>
          {balances.length === 0 ? (
            <p>{t('accounting.empty')}</p>
          ) : (
            <Table caption={t('accounting.balances')} head={[t('accounting.account'), t('accounting.balance')]} rows={balances} />
          )}
          <Explained {...{ t, held }} />
        </Card>
        <Card title={t('accounting.pages')}>
          <List>
            {pages.map(({ href, text, hint }) => (
              <li key={href}>
                <TextLink href={href}>{text}</TextLink> <Small>{hint}</Small>
              </li>
            ))}
          </List>
        </Card>
      </Columns>
      <p>
        <TextLink href={back.href}>{back.text}</TextLink>
      </p>
    </Desk>
  )
}

/** What the accounts of a page hold, for who asks. */
function Explained({ t, held }: { t: PageT; held: Held }) {
  if (held.length === 0) return null
  return (
    <Disclosure summary={t('accounting.holds')}>
      <Small>{t('accounting.holds-sign')}</Small>
      <Facts facts={held} />
    </Disclosure>
  )
}

/** Which days a page is of. */
export function PeriodForm({ t, action, period }: { t: PageT; action: string; period: Period }) {
  const form: FormState = { values: period, errors: {} }
  return (
    <AskForm action={action}>
      <FieldRow>
        <TextField name="from" type="date" label={t('accounting.from')} {...{ form, t }} />
        <TextField name="to" type="date" label={t('accounting.to')} {...{ form, t }} />
      </FieldRow>
      <Button tone="plain">{t('accounting.show')}</Button>
    </AskForm>
  )
}

export type PeriodProps = {
  t: PageT
  title: string
  lead: string
  action: string
  period: Period
  back: Link
  children?: ComponentChildren
}

/** A page about some days of the books. */
export function PeriodPage({ t, title, lead, action, period, back, children }: PeriodProps) {
  return (
    <Desk title={title} lead={lead}>
      <PeriodForm {...{ t, action, period }} />
      {children}
      <p>
        <TextLink href={back.href}>{back.text}</TextLink>
      </p>
    </Desk>
  )
}

export type JournalProps = PeriodProps & {
  entries: { id: string; day: string; what: string; href: string | undefined; lines: string[] }[]
  next: Link | undefined
}

/** What was written, day by day. */
export function JournalPage({ entries, next, ...page }: JournalProps) {
  const { t } = page
  return (
    <PeriodPage {...page}>
      <DataTable
        caption={page.title}
        head={[t('accounting.day'), t('accounting.what'), t('accounting.lines')]}
        rows={entries.map(({ id, day, what, href, lines }) => ({
          key: id,
          cells: [
            day,
            href ? (
              <TextLink key="w" href={href}>
                {what}
              </TextLink>
            ) : (
              what
            ),
            <List key="l">
              {lines.map((text) => (
                <li key={text}>{text}</li>
              ))}
            </List>,
          ],
        }))}
        empty={t('accounting.empty')}
      />
      {next && (
        <ButtonLink href={next.href} small tone="plain">
          {next.text}
        </ButtonLink>
      )}
    </PeriodPage>
  )
}

export type StatementProps = PeriodProps & { rows: string[][]; sums: string; results: string[] }

/** Of each account what stood there, came, went, and stands. */
export function StatementPage({ rows, sums, results, ...page }: StatementProps) {
  const { t } = page
  const head = ['account', 'opening', 'debit', 'credit', 'closing'] as const
  return (
    <PeriodPage {...page}>
      {rows.length === 0 ? (
        <p>{t('accounting.empty')}</p>
      ) : (
        <Table caption={page.title} head={head.map((column) => t(`accounting.${column}`))} rows={rows} />
      )}
      {results.map((text) => (
        <p key={text}>{text}</p>
      ))}
      <Small>{sums}</Small>
    </PeriodPage>
  )
}

export type LinesProps = PeriodProps & {
  note: string
  known: string
  held: Held
  receipts: string[][]
  spending: string[][]
  totals: string[][]
}

/** The lines of the account that is filed, to be typed. */
export function LinesPage({ note, known, held, receipts, spending, totals, ...page }: LinesProps) {
  const { t } = page
  const head = [t('accounting.line'), t('accounting.name'), t('accounting.column-amount')]
  return (
    <PeriodPage {...page}>
      <Notice>{note}</Notice>
      <Columns>
        <Card title={t('accounting.receipts')}>
          <Table caption={t('accounting.receipts')} head={head} rows={receipts} />
        </Card>
        <Card title={t('accounting.spending')}>
          <Table caption={t('accounting.spending')} head={head} rows={spending} />
        </Card>
      </Columns>
      <Card title={t('accounting.totals')}>
        <Table caption={t('accounting.totals')} head={head} rows={totals} />
      </Card>
      <Explained {...{ t, held }} />
      <Small>{known}</Small>
    </PeriodPage>
  )
}

export type AnnexProps = PeriodProps & {
  note: string
  sums: string
  files: Link
  rows: { key: string; href: string; cells: string[] }[]
  head: string[]
  next: Link | undefined
}

/** Each gift with what is known of who gave it, in the order in which one types it. */
export function AnnexPage({ note, sums, files, rows, head, next, ...page }: AnnexProps) {
  const { t } = page
  return (
    <PeriodPage {...page}>
      <Notice>{note}</Notice>
      <p>{sums}</p>
      <DataTable
        caption={page.title}
        head={head}
        rows={rows.map(({ key, href, cells: [first = '', ...rest] }) => ({
          key,
          cells: [
            <TextLink key="f" href={href}>
              {first}
            </TextLink>,
            ...rest,
          ],
        }))}
        empty={t('accounting.empty')}
      />
      {next && (
        <ButtonLink href={next.href} small tone="plain">
          {next.text}
        </ButtonLink>
      )}
      <p>
        <TextLink href={files.href}>{files.text}</TextLink>
      </p>
    </PeriodPage>
  )
}

export type LooksProps = {
  t: PageT
  title: string
  lead: string
  action: string
  parts: {
    title: string
    lead: string
    items: { key: string; href: string; text: string; look: Record<string, string> | undefined }[]
  }[]
  back: Link
}

/** What somebody should look at, and says that she has. */
export function LooksPage({ t, title, lead, action, parts, back }: LooksProps) {
  return (
    <Desk title={title} lead={lead}>
      {parts.map((part) => (
        <Card key={part.title} title={part.title}>
          <p>{part.lead}</p>
          <DataTable
            caption={part.title}
            head={[t('accounting.what'), t('accounting.seen')]}
            rows={part.items.map(({ key, href, text, look }) => ({
              key,
              cells: [
                <TextLink key="h" href={href}>
                  {text}
                </TextLink>,
                look && (
                  <Act key="a" small action={action} fields={look}>
                    {t('accounting.looked')}
                  </Act>
                ),
              ],
            }))}
            empty={t('accounting.nothing-to-look')}
          />
        </Card>
      ))}
      <p>
        <TextLink href={back.href}>{back.text}</TextLink>
      </p>
    </Desk>
  )
}
