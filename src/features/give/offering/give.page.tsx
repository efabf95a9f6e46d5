import type { ComponentChild } from 'preact'
import type { Locale } from '#platform/i18n/locales'
import { ErrorSummary } from '#ui/error-summary'
import { Form, FormNotice, type FormState, Hidden, Honeypot, RadioGroup, TextField } from '#ui/form'
import {
  Article,
  Button,
  ButtonLink,
  Card,
  Disclosure,
  Headline,
  Lead,
  Notice,
  Opening,
  Small,
  Stack,
  Stats,
  TextLink,
} from '#ui/parts'
import { Facts } from '#ui/table'
import { AimFields, type AimProps } from '../campaigns/index.ts'
import { DonorFields, labelsOf } from './donor-fields.tsx'
import { RhythmField } from './rhythm.tsx'
import type { PageT } from './texts.ts'

type Option = { value: string; text: string }

export type GiveProps = {
  t: PageT
  locale: Locale
  title: string
  lead: string
  form: FormState
  action: string
  amounts: Option[]
  modes: Option[]
  /** It may come again each month: she says whether it shall. */
  again: boolean
  countries: Option[]
  /** What the law has asked of her, beside name and mailbox. */
  fields: string[]
  declarations: { key: string; text: string; isOfForeigners: boolean }[]
  mentions: string[]
  figures: { value: string; label: string }[]
  /** Dues, a loan: other ways to help. */
  ways: { href: string; text: string }[]
  aim: AimProps
  /** What a campaign says of itself, before the form and after it; without, the recipient's name. */
  head: ComponentChild
  story: ComponentChild
  /** Nothing can be given now, for this reason. */
  closed: { why: string; instead: { href: string; text: string } | undefined } | undefined
}

/** How much, by what means, who gives: one form, and nothing in it chosen beforehand. */
export function GivePage(props: GiveProps) {
  const { t, title, lead, closed, figures, head, story, ways, mentions } = props
  const plain = (
    <>
      <Headline>{title}</Headline>
      <Lead>{lead}</Lead>
    </>
  )
  return (
    <Opening
      head={<Stack>{head ?? plain}</Stack>}
      act={closed ? <Closed {...closed} /> : <GiveForm {...props} />}
      rest={
        <Stack>
          {story}
          {figures.length > 0 && <Stats stats={figures} />}
          {ways.map(({ href, text }) => (
            <p key={href}>
              <TextLink href={href}>{text}</TextLink>
            </p>
          ))}
          <Mentions {...{ t, mentions }} />
        </Stack>
      }
    />
  )
}

/** Nothing can be given here now, for this reason; perhaps elsewhere. */
function Closed({ why, instead }: NonNullable<GiveProps['closed']>) {
  return (
    <Stack>
      <Notice>{why}</Notice>
      {instead && (
        <p>
          <ButtonLink href={instead.href} tone="plain">
            {instead.text}
          </ButtonLink>
        </p>
      )}
    </Stack>
  )
}

function GiveForm({ aim, t, locale, form, action, amounts, modes, again, countries, fields, declarations }: GiveProps) {
  return (
    <Form action={action}>
      <ErrorSummary {...{ form, t, locale, labels: labelsOf(t, fields, declarations) }} />
      <FormNotice form={form} t={t} />
      <RadioGroup name="amount" label={t('giving.amount')} {...{ form, t }} row options={amounts}>
        <TextField
          name="other"
          inputmode="decimal"
          label={t('offering.other')}
          hint={t('offering.other-hint')}
          {...{ form, t }}
          maxLength={20}
        />
      </RadioGroup>
      <AimFields {...{ t, form, ...aim }} />
      {again && <RhythmField {...{ t, form }} />}
      <ModeField {...{ t, form, modes }} />
      <DonorFields {...{ t, form, countries, fields, declarations }} />
      <Honeypot name="website" />
      <Hidden name="act" value="review" />
      <Button>{t('offering.review-button')}</Button>
      <Small>{t('offering.kept')}</Small>
    </Form>
  )
}

/** By what means: where there is one alone, nothing is asked. */
function ModeField({ t, form, modes }: Pick<GiveProps, 't' | 'form' | 'modes'>) {
  const [only, ...others] = modes
  if (only && others.length === 0 && !form.errors.mode) return <Hidden name="mode" value={only.value} />
  return <RadioGroup name="mode" label={t('giving.mode')} {...{ form, t }} options={modes} />
}

export function Mentions({ t, mentions }: { t: PageT; mentions: string[] }) {
  const [first, ...others] = mentions
  return (
    <>
      <Small>{first}</Small>
      <Disclosure summary={t('offering.law')}>
        {others.map((text) => (
          <Small key={text}>{text}</Small>
        ))}
      </Disclosure>
    </>
  )
}

export type ReviewProps = {
  t: PageT
  title: string
  action: string
  amount: string
  facts: { label: string; value: string }[]
  /** What was typed, on its way. */
  hidden: Record<string, string>
  button: string
  mentions: string[]
  notice: string | undefined
}

/** What she is about to do, before she does it. */
export function ReviewPage({ t, title, action, amount, facts, hidden, button, mentions, notice }: ReviewProps) {
  return (
    <Article title={title}>
      {notice && <Notice>{notice}</Notice>}
      <Card title={amount}>
        <Facts facts={facts} />
      </Card>
      <Form action={action}>
        {Object.entries(hidden).map(([name, value]) => (
          <Hidden key={name} name={name} value={value} />
        ))}
        {!notice && (
          <Button name="act" value="give">
            {button}
          </Button>
        )}
        <Button tone="plain" name="act" value="change">
          {t('giving.change')}
        </Button>
      </Form>
      <Mentions {...{ t, mentions }} />
    </Article>
  )
}

/** To whom one may give. */
export function RecipientsPage({
  t,
  recipients,
}: {
  t: PageT
  recipients: { href: string; name: string; lead: string; button: string }[]
}) {
  return (
    <Article title={t('offering.title')} lead={t('offering.lead')}>
      {recipients.length === 0 && <Lead>{t('offering.none')}</Lead>}
      {recipients.map(({ href, name, lead, button }) => (
        <Card key={href} title={name}>
          <p>{lead}</p>
          <p>
            <ButtonLink href={href}>{button}</ButtonLink>
          </p>
        </Card>
      ))}
    </Article>
  )
}

/** Before a large gift: whose mailbox it is. */
export function ProvePage({ t, amount, href }: { t: PageT; amount: string; href: string }) {
  return (
    <Article title={t('giving.prove')} lead={t('offering.prove-lead', { amount })}>
      <ButtonLink href={href}>{t('giving.prove-button')}</ButtonLink>
    </Article>
  )
}
