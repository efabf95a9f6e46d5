import type { Locale } from '#platform/i18n/locales'
import { ErrorSummary } from '#ui/error-summary'
import { Form, FormNotice, type FormState, TextArea, TextField } from '#ui/form'
import { Act, Button, Card, List, Small, Stack, TextLink } from '#ui/parts'
import { Columns, Desk, Facts } from '#ui/table'
import type { PageT } from './texts.ts'

type Fact = { label: string; value: string }

export type GiftProps = {
  t: PageT
  locale: Locale
  title: string
  state: string
  facts: Fact[]
  donor: Fact[]
  /** Why it is held. */
  reasons: string[]
  action: string
  can: { decide: boolean; arrive: boolean; refund: boolean; otherwise: boolean }
  /** Refunds that the provider refused, or that came back, with why. */
  unsent: { id: string; text: string }[]
  refund: FormState
  otherwise: FormState
  decline: FormState
  twoFrom: string
  /** Papers and pages about it. */
  pages: { href: string; text: string }[]
  back: { href: string; text: string }
}

/** One gift, who gave it, and what can be done. */
export function DeskGiftPage(props: GiftProps) {
  const { t, title, state, facts, donor, reasons, can, action, unsent, pages, back } = props
  return (
    <Desk title={title} lead={state}>
      <Columns>
        <Stack>
          {reasons.length > 0 && (
            <Card title={t('treasury.why-held')}>
              <List>
                {reasons.map((text) => (
                  <li key={text}>{text}</li>
                ))}
              </List>
            </Card>
          )}
          {can.decide && <Decide {...props} />}
          {can.arrive && (
            <Card title={t('treasury.arrival')}>
              <p>{t('treasury.arrival-lead')}</p>
              <Act action={`${action}/arrival`} tone="primary">
                {t('treasury.arrived')}
              </Act>
              <Act action={`${action}/cancellation`}>{t('treasury.will-not-come')}</Act>
            </Card>
          )}
          {unsent.length > 0 && (
            <Card title={t('treasury.unsent')}>
              <List>
                {unsent.map(({ id, text }) => (
                  <li key={id}>{text}</li>
                ))}
              </List>
              <p>{t(can.otherwise ? 'treasury.unsent-lead' : 'treasury.unsent-settled')}</p>
            </Card>
          )}
          {can.refund && <Refund {...props} />}
          {can.otherwise && <Otherwise {...props} />}
        </Stack>
        <Stack>
          <Card title={t('treasury.gift')}>
            <Facts facts={facts} />
          </Card>
          <Card title={t('treasury.donor')}>
            <Facts facts={donor} />
          </Card>
          {[...pages, back].map(({ href, text }) => (
            <p key={href}>
              <TextLink href={href}>{text}</TextLink>
            </p>
          ))}
        </Stack>
      </Columns>
    </Desk>
  )
}

function Decide({ t, locale, action, decline }: GiftProps) {
  return (
    <Card title={t('treasury.decide')}>
      <p>{t('treasury.decide-lead')}</p>
      <Act action={`${action}/acceptance`} tone="primary">
        {t('treasury.accept')}
      </Act>
      <Form action={`${action}/refusal`}>
        <ErrorSummary form={decline} t={t} locale={locale} labels={{ reason: t('treasury.reason-donor') }} />
        <TextArea
          name="reason"
          label={t('treasury.reason-donor')}
          hint={t('treasury.reason-donor-hint')}
          form={decline}
          t={t}
          maxLength={300}
        />
        <Button tone="plain">{t('treasury.decline')}</Button>
      </Form>
    </Card>
  )
}

function Refund({ t, locale, action, refund, twoFrom }: GiftProps) {
  const labels = { amount: t('giving.amount'), reason: t('treasury.reason') }
  return (
    <Card title={t('treasury.refund')}>
      <Form action={`${action}/refund`}>
        <ErrorSummary form={refund} t={t} locale={locale} labels={labels} />
        <FormNotice form={refund} t={t} />
        <TextField name="amount" inputmode="numeric" label={labels.amount} form={refund} t={t} maxLength={20} />
        <TextArea name="reason" label={labels.reason} id="refund-reason" form={refund} t={t} maxLength={300} />
        <Small>{t('treasury.two', { amount: twoFrom })}</Small>
        <Button tone="plain">{t('treasury.refund-button')}</Button>
      </Form>
    </Card>
  )
}

function Otherwise({ t, locale, action, otherwise, twoFrom }: GiftProps) {
  const labels = { sent: t('giving.amount'), reason: t('treasury.otherwise-how') }
  return (
    <Card title={t('treasury.otherwise')}>
      <Form action={`${action}/refund-otherwise`}>
        <ErrorSummary form={otherwise} t={t} locale={locale} labels={labels} />
        <FormNotice form={otherwise} t={t} />
        <Small>{t('treasury.otherwise-lead')}</Small>
        <TextField name="sent" inputmode="numeric" label={labels.sent} form={otherwise} t={t} maxLength={20} />
        <TextArea name="reason" label={labels.reason} id="otherwise-reason" form={otherwise} t={t} maxLength={300} />
        <Small>{t('treasury.two', { amount: twoFrom })}</Small>
        <Button tone="plain">{t('treasury.otherwise-button')}</Button>
      </Form>
    </Card>
  )
}
