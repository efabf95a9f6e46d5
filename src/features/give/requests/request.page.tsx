import type { Locale } from '#platform/i18n/locales'
import { ErrorSummary } from '#ui/error-summary'
import { Form, FormNotice, type FormState, TextArea } from '#ui/form'
import { Act, Article, Button, Card, Disclosure, Small, TextLink } from '#ui/parts'
import { Facts } from '#ui/table'
import { DraftForm, type Fact, VoucherCard, type VouchersProps } from '../spending/index.ts'
import type { PageT } from './texts.ts'

type Option = { value: string; text: string }

export type RequestProps = {
  t: PageT
  locale: Locale
  title: string
  state: string
  action: string
  /** Why what was pressed was not done. */
  notice: FormState
  facts: Fact[]
  hands: Fact[]
  vouchers: VouchersProps
  can: { ask: boolean; second: boolean; withdraw: boolean }
  refusal: FormState
  draft: { form: FormState; open: boolean; categories: Option[] } | undefined
  back: { href: string; text: string }
}

/** One request of a group: its papers, who did what, and what comes next. */
export function RequestPage(props: RequestProps) {
  const { t, locale, title, state, action, notice, facts, hands, vouchers, can, draft, back } = props
  return (
    <Article title={title} lead={state}>
      <FormNotice form={notice} t={t} />
      <Card title={t('spending.details')}>
        <Facts facts={facts} />
      </Card>
      <VoucherCard {...vouchers} />
      {can.ask && (
        <Card title={t('requests.ask')}>
          <p>{t('requests.ask-lead')}</p>
          <Act action={`${action}/asking`} tone="primary">
            {t('requests.ask-button')}
          </Act>
        </Card>
      )}
      {can.second && <Second {...props} />}
      {draft && (
        <Disclosure summary={t('spending.change')} open={draft.open}>
          <DraftForm {...{ t, locale }} {...draft} action={`${action}/details`} button={t('spending.keep')} />
        </Disclosure>
      )}
      <Card title={t('spending.hands')}>
        <Facts facts={hands} />
      </Card>
      {can.withdraw && (
        <Disclosure summary={t('requests.withdraw')}>
          <Small>{t('requests.withdraw-lead')}</Small>
          <Act action={`${action}/withdrawal`} tone="danger">
            {t('requests.withdraw-button')}
          </Act>
        </Disclosure>
      )}
      <p>
        <TextLink href={back.href}>{back.text}</TextLink>
      </p>
    </Article>
  )
}

function Second({ t, locale, action, refusal: form }: RequestProps) {
  return (
    <Card title={t('requests.second')}>
      <p>{t('requests.second-lead')}</p>
      <Act action={`${action}/agreement`} tone="primary">
        {t('requests.second-button')}
      </Act>
      <Disclosure summary={t('requests.disagree')} open={Object.keys(form.errors).length > 0}>
        <Form action={`${action}/refusal`}>
          <ErrorSummary {...{ form, t, locale, labels: { reason: t('spending.reason') } }} />
          <FormNotice form={form} t={t} />
          <TextArea
            name="reason"
            label={t('spending.reason')}
            hint={t('requests.disagree-hint')}
            {...{ form, t }}
            maxLength={300}
          />
          <Button tone="plain">{t('requests.disagree-button')}</Button>
        </Form>
      </Disclosure>
    </Card>
  )
}
