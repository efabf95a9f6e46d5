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
    <Desk title={t('members.desk')} lead={t('members.desk-lead')}>
      {books.length === 0 && <p>{t('members.no-books')}</p>}
      {books.map(({ href, name }) => (
        <Card key={href} title={name}>
          <p>
            <TextLink href={href}>{t('members.open-members')}</TextLink>
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
        <SelectField name="view" label={t('members.view')} {...{ form, t }} options={views} />
        <TextField
          name="q"
          type="search"
          label={t('members.search')}
          hint={t('members.search-hint')}
          {...{ form, t }}
          maxLength={100}
        />
        <Button tone="plain">{t('members.search-button')}</Button>
      </Filter>
      <DataTable
        caption={title}
        head={[t('giving.name'), t('members.stands'), t('members.until'), t('members.renewal')]}
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
        empty={t('members.empty')}
      />
      <Pager next={next} first={first} />
      <Small>{t('members.seen')}</Small>
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
export function ScalePage(props: ScaleProps) {
  const { t, title, notice, back, page } = props
  return (
    <Desk title={title} lead={t('members.scale-lead')}>
      {notice && <Notice>{notice}</Notice>}
      <ScaleForm {...props} />
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

function ScaleForm({ t, locale, form, action, periods, kinds, steps }: ScaleProps) {
  const labels = Object.fromEntries(
    steps.flatMap((step, n) => [
      [`to[${step}]`, t('members.step-to', { n: n + 1 })],
      [`pays[${step}]`, t('members.step-pays', { n: n + 1 })],
    ]),
  )
  return (
    <Form action={action}>
      <ErrorSummary {...{ form, t, locale, labels: { ...labels, grace: t('members.grace'), floor: t('members.floor') } }} />
      <FormNotice form={form} t={t} />
      <Checkbox name="open" label={t('members.open')} {...{ form, t }} />
      <SelectField name="period" label={t('members.period')} {...{ form, t }} options={periods} />
      <TextField
        name="grace"
        inputmode="numeric"
        label={t('members.grace')}
        hint={t('members.grace-hint')}
        {...{ form, t }}
        maxLength={3}
      />
      <Group legend={t('members.kind')}>
        {kinds.map(({ value, text }) => (
          <RadioField key={value} name="kind" value={value} label={text} checked={form.values.kind === value} />
        ))}
      </Group>
      <TextField
        name="floor"
        inputmode="decimal"
        label={t('members.floor')}
        hint={t('members.floor-hint')}
        {...{ form, t }}
        maxLength={20}
      />
      <Group legend={t('members.steps')}>
        <Small>{t('members.steps-hint')}</Small>
        {steps.map((step) => (
          <FieldRow key={step}>
            <TextField name={`to[${step}]`} inputmode="decimal" label={labels[`to[${step}]`]!} {...{ form, t }} maxLength={20} />
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
      <Button>{t('members.scale-button')}</Button>
    </Form>
  )
}
