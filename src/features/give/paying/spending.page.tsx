import { ErrorSummary } from '#ui/error-summary'
import { DraftForm, type Fact, type FieldsProps, VoucherCard, type VouchersProps } from '../spending/index.ts'
import { Checkbox, FieldRow, Form, FormNotice, type FormState, SelectField, TextArea, TextField } from '#ui/form'
import { Act, Button, Card, Disclosure, List, Notice, Small, Stack, TextLink } from '#ui/parts'
import { Columns, Desk, Facts } from '#ui/table'
import type { Locale } from '#platform/i18n/locales'
import type { PageT } from './texts.ts'

export type SpendingProps = {
  t: PageT
  locale: Locale
  title: string
  state: string
  action: string
  facts: Fact[]
  hands: Fact[]
  vouchers: VouchersProps
  twins: { href: string; text: string }[]
  /** What passing the ceiling would mean; undefined: it does not. */
  over: string | undefined
  can: { allow: boolean; pay: boolean; refuse: boolean; void: boolean; back: boolean; drop: boolean }
  kind: 'bill' | 'in-kind'
  two: string | undefined
  forms: Record<'allow' | 'pay' | 'reason', FormState>
  draft: (Omit<FieldsProps, 't'> & { open: boolean }) | undefined
  means: { value: string; text: string }[]
  back: { href: string; text: string }
}

/** One spending: what it is, its papers, who did what, and what its treasurer can do. */
export function SpendingPage(props: SpendingProps) {
  const { t, locale, title, state, facts, hands, twins, can, action, draft, back, vouchers } = props
  return (
    <Desk title={title} lead={state}>
      {twins.length > 0 && (
        <Notice>
          {t('paying.twins')}
          <List>
            {twins.map(({ href, text }) => (
              <li key={href}>
                <TextLink href={href}>{text}</TextLink>
              </li>
            ))}
          </List>
        </Notice>
      )}
      <Columns>
        <Stack>
          <Card title={t('spending.details')}>
            <Facts facts={facts} />
          </Card>
          <VoucherCard {...vouchers} />
        </Stack>
        <Stack>
          {can.allow && <Allow {...props} />}
          {can.pay && <Pay {...props} />}
          {(can.refuse || can.void || can.back) && <Reason {...props} />}
          {draft && (
            <Disclosure summary={t('spending.change')} open={draft.open}>
              <DraftForm
                {...draft}
                {...{ t, locale }}
                action={`${action}/details`}
                hidden={{ kind: props.kind }}
                button={t('spending.keep')}
              />
            </Disclosure>
          )}
          {can.drop && (
            <Disclosure summary={t('paying.drop')}>
              <Act action={`${action}/drop`} tone="danger">
                {t('paying.drop-button')}
              </Act>
            </Disclosure>
          )}
          <Card title={t('spending.hands')}>
            <Facts facts={hands} />
          </Card>
          <p>
            <TextLink href={back.href}>{back.text}</TextLink>
          </p>
        </Stack>
      </Columns>
    </Desk>
  )
}

function Allow({ t, action, kind, over, two, forms: { allow: form } }: SpendingProps) {
  return (
    <Card title={t('paying.allow')}>
      <p>{t(kind === 'bill' ? 'paying.allow-lead' : 'paying.allow-in-kind')}</p>
      {over && <Notice>{over}</Notice>}
      {two && <Small>{two}</Small>}
      <Form action={`${action}/allowance`}>
        <FormNotice form={form} t={t} />
        {over && <Checkbox name="knowing" label={t('paying.knowing')} {...{ form, t }} />}
        <Button>{t(kind === 'bill' ? 'paying.allow-button' : 'paying.allow-in-kind-button')}</Button>
      </Form>
    </Card>
  )
}

function Pay({ t, locale, action, means, forms: { pay: form } }: SpendingProps) {
  const labels = { paid_on: t('paying.paid-on'), paid_by: t('spending.means') }
  return (
    <Card title={t('paying.pay')}>
      <p>{t('paying.pay-lead')}</p>
      <Form action={`${action}/payment`}>
        <ErrorSummary {...{ form, t, locale, labels }} />
        <FormNotice form={form} t={t} />
        <FieldRow>
          <TextField name="paid_on" type="date" label={labels.paid_on} {...{ form, t }} />
          <SelectField name="paid_by" label={labels.paid_by} {...{ form, t }} options={means} />
        </FieldRow>
        <Button>{t('paying.pay-button')}</Button>
      </Form>
    </Card>
  )
}

/** The one way out of where it stands that takes a reason. */
function Reason({ t, locale, action, can, forms: { reason: form } }: SpendingProps) {
  const act = can.refuse ? 'refusal' : can.back ? 'return' : 'void'
  const labels = { reason: t('spending.reason') }
  return (
    <Disclosure summary={t(`paying.${act}`)} open={form.notice !== undefined || Object.keys(form.errors).length > 0}>
      <Form action={`${action}/${act}`}>
        <ErrorSummary {...{ form, t, locale, labels }} />
        <FormNotice form={form} t={t} />
        <TextArea name="reason" label={labels.reason} hint={t(`paying.${act}-hint`)} {...{ form, t }} maxLength={300} />
        <Button tone="plain">{t(`paying.${act}-button`)}</Button>
      </Form>
    </Disclosure>
  )
}
