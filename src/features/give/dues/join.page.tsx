import type { Locale } from '#platform/i18n/locales'
import { ErrorSummary } from '#ui/error-summary'
import { Form, FormNotice, type FormState, Group, Hidden, Honeypot, RadioField, SelectField, TextField } from '#ui/form'
import { Article, Button, ButtonLink, Card, Lead, Notice, Small } from '#ui/parts'
import { DonorFields, labelsOf, Mentions } from '../offering/index.ts'
import type { PageT } from './texts.ts'

type Option = { value: string; text: string }

type Choosing = { t: PageT; form: FormState; amounts: Option[]; floor: string | undefined; modes: Option[] }

export type JoinProps = Choosing & {
  locale: Locale
  title: string
  lead: string
  action: string
  countries: Option[]
  fields: string[]
  declarations: { key: string; text: string }[]
  mentions: string[]
  /** Nobody can join now, for this reason. */
  closed: string | undefined
  /** That gifts and dues have one limit. */
  together: string | undefined
}

/** How much and how: the steps of a scale, or free above a floor. */
export function ChooseDues({ t, form, amounts, floor, modes }: Choosing) {
  return (
    <>
      <Group legend={t('dues.amount')}>
        {amounts.map(({ value, text }) => (
          <RadioField key={value} name="amount" value={value} label={text} checked={form.values.amount === value} />
        ))}
        {amounts.length > 0 && <Small>{t('dues.own-word')}</Small>}
        {floor && (
          <TextField name="other" inputmode="decimal" label={t('giving.amount')} hint={floor} {...{ form, t }} maxLength={20} />
        )}
      </Group>
      <SelectField name="mode" label={t('giving.mode')} {...{ form, t }} options={modes} />
    </>
  )
}

export function JoinPage(props: JoinProps) {
  const { t, title, lead, closed, mentions } = props
  return (
    <Article title={title} lead={lead}>
      {closed ? <Notice>{closed}</Notice> : <JoinForm {...props} />}
      <Mentions {...{ t, mentions }} />
    </Article>
  )
}

function JoinForm(props: JoinProps) {
  const { t, locale, form, action, countries, fields, declarations, together } = props
  const labels = { ...labelsOf(t, fields, declarations), amount: t('dues.amount') }
  return (
    <Form action={action}>
      <ErrorSummary {...{ form, t, locale, labels }} />
      <FormNotice form={form} t={t} />
      <ChooseDues {...props} />
      <DonorFields {...{ t, form, countries, fields, declarations }} hint={t('dues.email-hint')} />
      <Honeypot name="website" />
      <Hidden name="act" value="review" />
      {together && <Small>{together}</Small>}
      <Button>{t('dues.review-button')}</Button>
      <Small>{t('dues.kept')}</Small>
    </Form>
  )
}

/** What one may join. */
export function JoinablePage({ t, recipients }: { t: PageT; recipients: { href: string; name: string; lead: string }[] }) {
  return (
    <Article title={t('dues.title')} lead={t('dues.title-lead')}>
      {recipients.length === 0 && <Lead>{t('dues.none')}</Lead>}
      {recipients.map(({ href, name, lead }) => (
        <Card key={href} title={name}>
          <p>{lead}</p>
          <p>
            <ButtonLink href={href}>{t('dues.join', { recipient: name })}</ButtonLink>
          </p>
        </Card>
      ))}
    </Article>
  )
}

/** Before large dues: whose mailbox it is. */
export function ProvePage({ t, amount, href }: { t: PageT; amount: string; href: string }) {
  return (
    <Article title={t('giving.prove')} lead={t('dues.prove-lead', { amount })}>
      <ButtonLink href={href}>{t('giving.prove-button')}</ButtonLink>
    </Article>
  )
}
