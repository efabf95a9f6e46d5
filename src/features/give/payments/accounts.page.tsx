import type { Locale } from '#platform/i18n/locales'
import { ErrorSummary } from '#ui/error-summary'
import { FieldRow, Form, FormNotice, type FormState, SelectField, TextField } from '#ui/form'
import { Button, Card, Code, Disclosure, List, Notice, Small, Stack } from '#ui/parts'
import { Badge, Columns, Desk, Facts } from '#ui/table'
import type { T } from './texts.ts'

type Option = { value: string; text: string }

type AccountsProps = {
  t: T
  locale: Locale
  path: string
  form: FormState
  /** Which form was refused: that of a new account, or the secret of one. */
  refused: string | undefined
  providers: Option[]
  currencies: Option[]
  accounts: {
    id: string
    name: string
    provider: string
    currency: string
    live: boolean
    since: string
    /** Where the provider tells what befalls payments. */
    hook: string | undefined
    rotate: string | undefined
  }[]
}

/** Accounts at providers of payments. */
export function AccountsPage({ t, locale, path, form, refused, providers, currencies, accounts }: AccountsProps) {
  const empty = { values: { currency: 'EUR' }, errors: {} }
  return (
    <Desk title={t('payments.title')} lead={t('payments.lead')}>
      <Columns>
        <Stack>
          {accounts.length === 0 && <Notice>{t('payments.none')}</Notice>}
          {accounts.map((account) => (
            <AccountCard key={account.id} {...{ t, locale, account }} form={refused === account.id ? form : undefined} />
          ))}
        </Stack>
        <Card title={t('payments.add')}>
          <AccountForm {...{ t, locale, path, providers, currencies }} form={refused === '' ? form : empty} />
        </Card>
      </Columns>
    </Desk>
  )
}

type CardProps = Pick<AccountsProps, 't' | 'locale'> & { account: AccountsProps['accounts'][number]; form: FormState | undefined }

function AccountCard({ t, locale, account, form }: CardProps) {
  const { name, provider, currency, live, since, hook, rotate } = account
  return (
    <Card title={name}>
      <p>
        <Badge tone={live ? 'good' : 'plain'}>{t(live ? 'payments.live' : 'payments.test')}</Badge>
      </p>
      <Facts
        facts={[
          { label: t('payments.provider'), value: provider },
          { label: t('payments.currency'), value: currency },
          { label: t('payments.since'), value: since },
        ]}
      />
      {hook && (
        <div>
          <Small>{t('payments.hook-address')}</Small>
          <p>
            <Code>{hook}</Code>
          </p>
        </div>
      )}
      {rotate && (
        <Disclosure summary={t('payments.rotate')} open={form !== undefined}>
          <SecretForm {...{ t, locale }} action={rotate} form={form ?? { values: {}, errors: {} }} />
        </Disclosure>
      )}
    </Card>
  )
}

function SecretForm({ t, locale, action, form }: Pick<AccountsProps, 't' | 'locale' | 'form'> & { action: string }) {
  const labels = { secret: t('payments.secret') }
  return (
    <Form action={action}>
      <ErrorSummary {...{ form, t, locale, labels }} />
      <FormNotice form={form} t={t} />
      <TextField name="secret" label={labels.secret} hint={t('payments.rotate-hint')} autocomplete="off" {...{ form, t }} />
      <Button tone="plain">{t('payments.rotate-button')}</Button>
    </Form>
  )
}

type FormProps = Pick<AccountsProps, 't' | 'locale' | 'path' | 'form' | 'providers' | 'currencies'>

function AccountForm({ t, locale, path, form, providers, currencies }: FormProps) {
  const labels = {
    name: t('payments.name'),
    provider: t('payments.provider'),
    currency: t('payments.currency'),
    key: t('payments.key'),
    token: t('payments.token'),
    secret: t('payments.secret'),
  }
  const optional = t('payments.optional')
  const field = (name: 'name' | 'key' | 'token' | 'secret') => ({
    name,
    label: labels[name],
    hint: t(`payments.${name}-hint`),
    form,
    t,
  })
  return (
    <Form action={path}>
      <ErrorSummary {...{ form, t, locale, labels }} />
      <FormNotice form={form} t={t} />
      <TextField {...field('name')} maxLength={80} required />
      <FieldRow>
        <SelectField name="provider" label={labels.provider} options={providers} {...{ form, t }} />
        <SelectField name="currency" label={labels.currency} options={currencies} {...{ form, t }} />
      </FieldRow>
      <TextField {...field('key')} optional={optional} autocomplete="off" />
      <TextField {...field('secret')} optional={optional} autocomplete="off" />
      <TextField {...field('token')} optional={optional} autocomplete="off" />
      <List>
        {(['once', 'live', 'contract'] as const).map((one) => (
          <li key={one}>{t(`payments.rule-${one}`)}</li>
        ))}
      </List>
      <Button>{t('payments.add-button')}</Button>
    </Form>
  )
}
