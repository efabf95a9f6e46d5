import type { Locale } from '#platform/i18n/locales'
import { ErrorSummary } from '#ui/error-summary'
import { Checkbox, FieldRow, Filter, Form, FormNotice, type FormState, Group, RadioField, SelectField, TextField } from '#ui/form'
import { Button, ButtonLink, Card, Notice, Small, Stats, TextLink } from '#ui/parts'
import { DataTable, Desk, Pager, type PageTurn } from '#ui/table'
import type { PageT } from './texts.ts'

type Option = { value: string; text: string }
type Link = { href: string; text: string }

/** Of whom somebody keeps the members. */
export function BooksPage({ t, books }: { t: PageT; books: { href: string; name: string }[] }) {
  return (
    <Desk title={t('dues.desk')} lead={t('dues.desk-lead')}>
      {books.length === 0 && <p>{t('dues.no-books')}</p>}
      {books.map(({ href, name }) => (
        <Card key={href} title={name}>
          <p>
            <TextLink href={href}>{t('dues.open-members')}</TextLink>
          </p>
        </Card>
      ))}
    </Desk>
  )
}

export type MembersProps = {
  t: PageT
  title: string
  action: string
  scale: Link
  form: FormState
  views: Option[]
  stats: { value: string; label: string }[]
  rows: { id: string; href: string; who: string; standing: string; until: string; stopped: string }[]
  next: PageTurn | undefined
  first: PageTurn | undefined
}

/** Who is a member, who is no more, what waits. */
export function MembersPage({ t, title, action, scale, form, views, stats, rows, next, first }: MembersProps) {
  return (
    <Desk
      title={title}
      acts={
        <ButtonLink href={scale.href} tone="plain" small>
          {scale.text}
        </ButtonLink>
      }
    >
      <Stats stats={stats} />
      <Filter action={action}>
        <SelectField name="view" label={t('dues.view')} {...{ form, t }} options={views} />
        <TextField
          name="q"
          type="search"
          label={t('dues.search')}
          hint={t('dues.search-hint')}
          {...{ form, t }}
          maxLength={100}
        />
        <Button tone="plain">{t('dues.search-button')}</Button>
      </Filter>
      <DataTable
        caption={title}
        head={[t('giving.name'), t('dues.stands'), t('dues.until'), t('dues.renewal')]}
        rows={rows.map(({ id, href, who, standing, until, stopped }) => ({
          key: id,
          cells: [
            <TextLink key="w" href={href}>
              {who}
            </TextLink>,
            standing,
            until,
            stopped,
          ],
        }))}
        empty={t('dues.empty')}
      />
      <Pager next={next} first={first} />
      <Small>{t('dues.seen')}</Small>
    </Desk>
  )
}

export type ScaleProps = {
  t: PageT
  locale: Locale
  title: string
  notice: string | undefined
  form: FormState
  action: string
  periods: Option[]
  kinds: Option[]
  steps: string[]
  back: Link
  page: Link | undefined
}

/** What members pay, and for how long; whether anybody may join. */
export function ScalePage({ t, locale, title, notice, form, action, periods, kinds, steps, back, page }: ScaleProps) {
  const labels = Object.fromEntries(
    steps.flatMap((step, n) => [
      [`to[${step}]`, t('dues.step-to', { n: n + 1 })],
      [`pays[${step}]`, t('dues.step-pays', { n: n + 1 })],
    ]),
  )
  return (
    <Desk title={title} lead={t('dues.scale-lead')}>
      {notice && <Notice>{notice}</Notice>}
      <Form action={action}>
        <ErrorSummary {...{ form, t, locale, labels: { ...labels, grace: t('dues.grace'), floor: t('dues.floor') } }} />
        <FormNotice form={form} t={t} />
        <Checkbox name="open" label={t('dues.open')} {...{ form, t }} />
        <SelectField name="period" label={t('dues.period')} {...{ form, t }} options={periods} />
        <TextField
          name="grace"
          inputmode="numeric"
          label={t('dues.grace')}
          hint={t('dues.grace-hint')}
          {...{ form, t }}
          maxLength={3}
        />
        <Group legend={t('dues.kind')}>
          {kinds.map(({ value, text }) => (
            <RadioField key={value} name="kind" value={value} label={text} checked={form.values.kind === value} />
          ))}
        </Group>
        <TextField
          name="floor"
          inputmode="decimal"
          label={t('dues.floor')}
          hint={t('dues.floor-hint')}
          {...{ form, t }}
          maxLength={20}
        />
        <Group legend={t('dues.steps')}>
          <Small>{t('dues.steps-hint')}</Small>
          {steps.map((step) => (
            <FieldRow key={step}>
              <TextField
                name={`to[${step}]`}
                inputmode="decimal"
                label={labels[`to[${step}]`]!}
                {...{ form, t }}
                maxLength={20}
              />
              <TextField
                name={`pays[${step}]`}
                inputmode="decimal"
                label={labels[`pays[${step}]`]!}
                {...{ form, t }}
                maxLength={20}
              />
            </FieldRow>
          ))}
        </Group>
        <Button>{t('dues.scale-button')}</Button>
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
