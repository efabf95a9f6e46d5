import type { Locale } from '#platform/i18n/locales'
import { ErrorSummary } from '#ui/error-summary'
import { Checkbox, FieldRow, Form, FormNotice, type FormState, Group, Hidden, SelectField, TextField } from '#ui/form'
import { Article, Button, ButtonLink, Card, Disclosure, Notice, Small } from '#ui/parts'
import { DataTable, Facts } from '#ui/table'
import { labelsOf, Mentions } from '../offering/index.ts'
import type { PageT } from './texts.ts'

type Fact = { label: string; value: string }
type Schedule = { head: string[]; rows: { key: string; cells: string[] }[]; sum: string }

export type LendProps = {
  t: PageT
  locale: Locale
  title: string
  lead: string
  terms: Fact[]
  consequences: string
  form: FormState
  action: string
  signIn: string | undefined
  /** Which terms she sees. */
  seen: string
  fields: string[]
  countries: { value: string; text: string }[]
  declarations: { key: string; text: string }[]
  closed: string | undefined
  mentions: string[]
}

/** The terms, before anything else; then the form, for who is signed in. */
export function LendPage(props: LendProps) {
  const { t, title, lead, terms, consequences, closed, signIn, mentions } = props
  return (
    <Article title={title} lead={lead}>
      <Card title={t('loans.terms')}>
        <Facts facts={terms} />
      </Card>
      <Card title={t('loans.consequences')}>
        <p>{consequences}</p>
      </Card>
      {closed && <Notice>{closed}</Notice>}
      {!closed && signIn && (
        <>
          <p>{t('loans.sign-in')}</p>
          <ButtonLink href={signIn}>{t('giving.prove-button')}</ButtonLink>
        </>
      )}
      {!closed && !signIn && <LendForm {...props} />}
      <Mentions {...{ t, mentions }} />
    </Article>
  )
}

function LendForm({ t, locale, form, action, seen, fields, countries, declarations }: LendProps) {
  const labels: Record<string, string> = {
    ...labelsOf(t, fields, declarations),
    amount: t('giving.amount'),
    understood: t('loans.understood'),
  }
  const field = (name: string, autocomplete: string) => (
    <TextField name={`said[${name}]`} label={labels[`said[${name}]`]!} {...{ form, t, autocomplete }} maxLength={120} />
  )
  return (
    <Form action={action}>
      <ErrorSummary {...{ form, t, locale, labels }} />
      <FormNotice form={form} t={t} />
      <TextField name="amount" inputmode="decimal" label={t('giving.amount')} {...{ form, t }} maxLength={20} />
      <FieldRow>
        <TextField name="given_name" label={t('giving.given-name')} autocomplete="given-name" {...{ form, t }} maxLength={60} />
        <TextField
          name="family_name"
          label={t('giving.family-name')}
          autocomplete="family-name"
          {...{ form, t }}
          maxLength={60}
        />
      </FieldRow>
      {field('street', 'street-address')}
      <FieldRow>
        {field('postal_code', 'postal-code')}
        {field('town', 'address-level2')}
      </FieldRow>
      <SelectField name="said[country]" label={labels['said[country]']!} {...{ form, t }} options={countries} />
      <Group legend={t('giving.declarations')}>
        <Checkbox name="adult" label={t('giving.adult')} {...{ form, t }} />
        {declarations.map(({ key, text }) => (
          <Checkbox key={key} name={`declared[${key}]`} label={text} {...{ form, t }} />
        ))}
        <Checkbox name="understood" label={t('loans.understood')} {...{ form, t }} />
      </Group>
      <Hidden name="seen" value={seen} />
      <Hidden name="act" value="review" />
      <Button>{t('loans.review-button')}</Button>
      <Small>{t('loans.kept')}</Small>
    </Form>
  )
}

export type LendReviewProps = {
  t: PageT
  title: string
  amount: string
  facts: Fact[]
  schedule: Schedule
  consequences: string
  action: string
  hidden: Record<string, string>
  notice: string | undefined
}

/** What she is about to agree to, with all that is due and when. */
export function LendReviewPage({ t, title, amount, facts, schedule, consequences, action, hidden, notice }: LendReviewProps) {
  return (
    <Article title={title}>
      {notice && <Notice>{notice}</Notice>}
      <Card title={amount}>
        <Facts facts={facts} />
      </Card>
      <ScheduleTable {...{ t, schedule }} />
      <Card title={t('loans.consequences')}>
        <p>{consequences}</p>
      </Card>
      <Form action={action}>
        {Object.entries(hidden).map(([name, value]) => (
          <Hidden key={name} name={name} value={value} />
        ))}
        {!notice && (
          <Button name="act" value="lend">
            {t('loans.lend-button', { amount })}
          </Button>
        )}
        <Button tone="plain" name="act" value="change">
          {t('giving.change')}
        </Button>
      </Form>
    </Article>
  )
}

/** What is due when. `nth`: of several on a page. */
export function ScheduleTable({ t, schedule, nth }: { t: PageT; schedule: Schedule; nth?: number }) {
  const caption = [t('loans.schedule'), nth].filter(Boolean).join(' ')
  return (
    <>
      <DataTable caption={caption} head={schedule.head} rows={schedule.rows} empty="" />
      <p>{schedule.sum}</p>
    </>
  )
}

export type MineProps = {
  t: PageT
  loans: {
    id: string
    title: string
    state: string
    facts: Fact[]
    todo: string | undefined
    schedule: Schedule
    contract: string
  }[]
}

/** What she lent, what came back, what is due. */
export function MinePage({ t, loans }: MineProps) {
  return (
    <Article title={t('loans.mine')} lead={t('loans.mine-lead')}>
      {loans.length === 0 && <Notice>{t('loans.mine-none')}</Notice>}
      {loans.map(({ id, title, state, facts, todo, schedule, contract }, n) => (
        <Card key={id} title={title}>
          <p>{state}</p>
          {todo && <p>{todo}</p>}
          <Facts facts={facts} />
          <Disclosure summary={t('loans.schedule')}>
            <ScheduleTable {...{ t, schedule }} nth={n + 1} />
          </Disclosure>
          <ButtonLink href={contract} tone="plain" small>
            {t('loans.contract')}
          </ButtonLink>
        </Card>
      ))}
    </Article>
  )
}
