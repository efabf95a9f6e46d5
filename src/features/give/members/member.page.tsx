import type { Locale } from '#platform/i18n/locales'
import { ErrorSummary } from '#ui/error-summary'
import { Form, FormNotice, type FormState, TextArea } from '#ui/form'
import { Act, Button, Card, Disclosure, List, Small, Stack, TextLink } from '#ui/parts'
import { Columns, Desk, Facts } from '#ui/table'
import type { PageT } from './texts.ts'

type Fact = { label: string; value: string }

type DueShown = {
  id: string
  title: string
  state: string
  reasons: string[]
  facts: Fact[]
  action: string
  can: { decide: boolean; arrive: boolean; refund: boolean }
  decline: FormState
  refund: FormState
}

export type MemberProps = {
  t: PageT
  locale: Locale
  title: string
  lead: string
  facts: Fact[]
  dues: DueShown[]
  twoFrom: string
  back: { href: string; text: string }
}

type Of = Pick<MemberProps, 't' | 'locale' | 'twoFrom'> & { due: DueShown }

/** One member, her terms, and what can be done about each. */
export function MemberPage({ t, locale, title, lead, facts, dues, twoFrom, back }: MemberProps) {
  return (
    <Desk title={title} lead={lead}>
      <Columns>
        <Stack>
          {dues.map((due) => (
            <DueCard key={due.id} {...{ t, locale, twoFrom, due }} />
          ))}
        </Stack>
        <Stack>
          <Card title={t('dues.member')}>
            <Facts facts={facts} />
          </Card>
          <p>
            <TextLink href={back.href}>{back.text}</TextLink>
          </p>
        </Stack>
      </Columns>
    </Desk>
  )
}

function DueCard(props: Of) {
  const { t, due } = props
  const { title, state, reasons, facts, action, can } = due
  return (
    <Card title={`${title} · ${state}`}>
      <Facts facts={facts} />
      {reasons.length > 0 && (
        <List>
          {reasons.map((text) => (
            <li key={text}>{text}</li>
          ))}
        </List>
      )}
      {can.decide && <Decide {...props} />}
      {can.arrive && (
        <>
          <Act action={`${action}/arrival`} tone="primary">
            {t('members.arrived')}
          </Act>
          <Act action={`${action}/cancellation`}>{t('members.will-not-come')}</Act>
        </>
      )}
      {can.refund && <Refund {...props} />}
    </Card>
  )
}

function Decide({ t, locale, due: { id, action, decline } }: Of) {
  return (
    <>
      <Act action={`${action}/acceptance`} tone="primary">
        {t('members.accept')}
      </Act>
      <Form action={`${action}/refusal`}>
        <ErrorSummary form={decline} t={t} locale={locale} labels={{ reason: t('members.reason-member') }} />
        <TextArea name="reason" id={`decline-${id}`} label={t('members.reason-member')} form={decline} t={t} maxLength={300} />
        <Button tone="plain">{t('members.decline')}</Button>
      </Form>
    </>
  )
}

function Refund({ t, locale, twoFrom, due: { id, action, refund } }: Of) {
  const labels = { reason: t('members.reason') }
  const isOpen = Object.keys(refund.errors).length > 0 || refund.notice !== undefined
  return (
    <Disclosure summary={t('members.refund')} open={isOpen}>
      <Form action={`${action}/refund`}>
        <ErrorSummary form={refund} t={t} locale={locale} labels={labels} />
        <FormNotice form={refund} t={t} />
        <TextArea name="reason" id={`refund-${id}`} label={labels.reason} form={refund} t={t} maxLength={300} />
        <Small>{t('members.two', { amount: twoFrom })}</Small>
        <Button tone="plain">{t('members.refund-button')}</Button>
      </Form>
    </Disclosure>
  )
}
