import type { Locale } from '#platform/i18n/locales'
import { ErrorSummary } from '#ui/error-summary'
import { Form, FormNotice, type FormState, SelectField, TextField } from '#ui/form'
import { Button, ButtonLink, Card, Stack } from '#ui/parts'
import { Columns, Desk } from '#ui/table'
import type { T } from './texts.ts'

type Option = { value: string; text: string }

export type RecipientsProps = {
  t: T
  locale: Locale
  form: FormState
  action: string
  kinds: Option[]
  votes: Option[]
  recipients: { id: string; name: string; href: string; state: string }[]
}

/** Those to whom one gives, and a new one. */
export function RecipientsPage({ t, locale, form, action, kinds, votes, recipients }: RecipientsProps) {
  const labels = { name: t('give.name'), kind: t('give.kind'), beneficiary: t('give.beneficiary'), election: t('give.election') }
  return (
    <Desk title={t('give.recipients')} lead={t('give.recipients-lead')}>
      <Columns>
        <Stack>
          {recipients.length === 0 && <p>{t('give.none')}</p>}
          {recipients.map(({ id, name, href, state }) => (
            <ButtonLink key={id} href={href} tone="plain">
              {name} · {state}
            </ButtonLink>
          ))}
        </Stack>
        <Card title={t('give.add')}>
          <Form action={action}>
            <ErrorSummary {...{ form, t, locale, labels }} />
            <FormNotice form={form} t={t} />
            <TextField name="name" label={labels.name} hint={t('give.name-hint')} {...{ form, t }} maxLength={120} />
            <SelectField name="kind" label={labels.kind} {...{ form, t }} options={kinds} />
            <TextField
              name="beneficiary"
              label={labels.beneficiary}
              hint={t('give.beneficiary-hint')}
              {...{ form, t }}
              maxLength={120}
            />
            <SelectField
              name="election"
              label={labels.election}
              hint={t('give.election-hint')}
              {...{ form, t }}
              options={votes}
            />
            <Button tone="plain">{t('give.add-button')}</Button>
          </Form>
        </Card>
      </Columns>
    </Desk>
  )
}
