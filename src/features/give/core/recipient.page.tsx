import type { Locale } from '#platform/i18n/locales'
import { ErrorSummary } from '#ui/error-summary'
import { Checkbox, FieldRow, Form, FormNotice, type FormState, SelectField, TextArea, TextField } from '#ui/form'
import { Row, Rows } from '#ui/items'
import { Act, Button, Card, List, Notice, Small, Stack, TextLink, Disclosure } from '#ui/parts'
import { Columns, Desk } from '#ui/table'
import type { T } from './texts.ts'

type Option = { value: string; text: string }

export type RecipientProps = {
  t: T
  locale: Locale
  name: string
  form: FormState
  officer: FormState
  action: string
  votes: Option[]
  accounts: Option[]
  missing: string[]
  /** Words that the law wants, to be typed. */
  mentions: { name: string; label: string }[]
  state: 'drawn' | 'public' | 'filed'
  page: string
  checks: { item: string; text: string; settled: boolean }[]
  officers: { id: string; email: string }[]
}

/** What is said of a recipient, what is missing before its page is public, and who keeps its books. */
export function RecipientPage(props: RecipientProps) {
  const { t, name, state } = props
  return (
    <Desk title={name} lead={t(`give.state-${state}`)}>
      <Columns>
        <Stack>
          <Standing {...props} />
          <Card title={t('give.details')}>
            <DetailsForm {...props} />
          </Card>
        </Stack>
        <Stack>
          <Card title={t('give.checks')}>
            <p>{t('give.checks-lead')}</p>
            <Form action={`${props.action}/checks`}>
              {props.checks.map(({ item, text, settled }) => (
                <Checkbox
                  key={item}
                  name={`checks[${item}]`}
                  label={text}
                  form={{ values: settled ? { [`checks[${item}]`]: 'true' } : {}, errors: {} }}
                  t={t}
                />
              ))}
              <Button tone="plain">{t('give.checks-button')}</Button>
            </Form>
          </Card>
          <Officers {...props} />
        </Stack>
      </Columns>
    </Desk>
  )
}

function Standing({ t, missing, state, action, page }: RecipientProps) {
  if (state === 'filed') return <Notice>{t('give.filed')}</Notice>
  return (
    <Card title={t('give.standing')}>
      {missing.length > 0 && (
        <>
          <p>{t('give.missing')}</p>
          <List>
            {missing.map((text) => (
              <li key={text}>{text}</li>
            ))}
          </List>
        </>
      )}
      {missing.length === 0 && state === 'drawn' && <Act action={`${action}/publication`}>{t('give.publish')}</Act>}
      {state === 'public' && (
        <>
          <p>
            <TextLink href={page}>{t('give.see-page')}</TextLink>
          </p>
          <Act small action={`${action}/withdrawal`}>
            {t('give.unpublish')}
          </Act>
          {/* There is no way back: it takes two presses. */}
          <Disclosure summary={t('give.file')}>
            <Small>{t('give.file-hint')}</Small>
            <Act tone="danger" action={`${action}/filing`}>
              {t('give.file-button')}
            </Act>
          </Disclosure>
        </>
      )}
    </Card>
  )
}

function DetailsForm({ t, locale, form, action, votes, accounts, mentions }: RecipientProps) {
  const labels = {
    name: t('give.name'),
    beneficiary: t('give.beneficiary'),
    election: t('give.election'),
    holder: t('give.holder'),
    declared_on: t('give.declared-on'),
    opens_on: t('give.opens-on'),
    closes_on: t('give.closes-on'),
    ceiling: t('give.ceiling'),
    ...Object.fromEntries(mentions.map(({ name, label }) => [name, label])),
    iban: t('give.iban'),
    payment_account: t('give.payment-account'),
  }
  return (
    <Form action={`${action}/details`}>
      <ErrorSummary {...{ form, t, locale, labels }} />
      <FormNotice form={form} t={t} />
      <TextField name="name" label={labels.name} {...{ form, t }} maxLength={120} />
      <TextField name="beneficiary" label={labels.beneficiary} {...{ form, t }} maxLength={120} />
      <SelectField name="election" label={labels.election} hint={t('give.election-hint')} {...{ form, t }} options={votes} />
      <TextField name="holder" label={labels.holder} hint={t('give.holder-hint')} {...{ form, t }} maxLength={200} />
      <TextField name="declared_on" type="date" label={labels.declared_on} {...{ form, t }} />
      <FieldRow>
        <TextField name="opens_on" type="date" label={labels.opens_on} {...{ form, t }} />
        <TextField name="closes_on" type="date" label={labels.closes_on} {...{ form, t }} />
      </FieldRow>
      <Small>{t('give.window-hint')}</Small>
      <TextField
        name="ceiling"
        inputmode="decimal"
        label={labels.ceiling}
        hint={t('give.ceiling-hint')}
        {...{ form, t }}
        maxLength={20}
      />
      {mentions.map(({ name, label }) => (
        <TextArea key={name} name={name} label={label} hint={t('give.mentions-hint')} {...{ form, t }} maxLength={5000} />
      ))}
      <TextField name="iban" label={labels.iban} hint={t('give.iban-hint')} {...{ form, t }} maxLength={50} />
      <SelectField name="payment_account" label={labels.payment_account} {...{ form, t }} options={accounts} />
      <Button tone="plain">{t('give.details-button')}</Button>
    </Form>
  )
}

function Officers({ t, locale, officers, officer, action }: RecipientProps) {
  return (
    <Card title={t('give.officers')}>
      <p>{t('give.officers-lead')}</p>
      {officers.length > 0 && (
        <Rows label={t('give.officers')}>
          {officers.map(({ id, email }) => (
            <Row
              key={id}
              title={email}
              acts={
                <Act small action={`${action}/officers/${id}/end`}>
                  {t('give.officer-end')}
                </Act>
              }
            />
          ))}
        </Rows>
      )}
      <Form action={`${action}/officers`}>
        <ErrorSummary {...{ form: officer, t, locale, labels: { email: t('give.officer-email') } }} />
        <TextField name="email" type="email" label={t('give.officer-email')} form={officer} t={t} maxLength={254} />
        <Button tone="plain">{t('give.officer-button')}</Button>
      </Form>
    </Card>
  )
}
