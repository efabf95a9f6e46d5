import type { Locale } from '#platform/i18n/locales'
import { ErrorSummary } from '#ui/error-summary'
import { Form, FormNotice, type FormState, Honeypot, TextField } from '#ui/form'
import { Article, Button, ButtonLink, Card, Notice, Small, TextLink } from '#ui/parts'
import { AskerFields, labelsOf, WhereFields } from './fields.tsx'
import type { Law, PageT } from './saying.ts'

type Option = { value: string; text: string }

export type AskProps = {
  t: PageT
  locale: Locale
  form: FormState
  signedIn: boolean
  action: string
  votes: Option[]
  made: Option[]
  law: Law
  hold: string
  how: string
}

/** "I cannot go and vote": who looks for somebody says where, and a number that is shown once both said yes. */
export function AskPage(props: AskProps) {
  const { t, votes, law, hold, how } = props
  return (
    <Article title={t('representing.title')} lead={t('representing.lead')}>
      {votes.length === 0 && <Notice>{t('representing.no-votes')}</Notice>}
      {votes.length > 0 && law.unknown && <Notice>{t('roll.unknown')}</Notice>}
      {votes.length > 0 && law.known && <AskForm {...props} />}
      <p>
        <TextLink href={how}>{t('representing.how.title')}</TextLink>
      </p>
      <Card title={t('representing.hold.title')}>
        <p>{t('representing.hold.invite')}</p>
        <p>
          <ButtonLink href={hold} tone="plain">
            {t('representing.hold.open')}
          </ButtonLink>
        </p>
      </Card>
      <LawLines t={t} law={law} />
    </Article>
  )
}

function AskForm({ t, locale, form, signedIn, action, votes, made }: AskProps) {
  return (
    <Form action={action}>
      <ErrorSummary {...{ form, t, locale, labels: labelsOf(t) }} />
      <FormNotice form={form} t={t} />
      <WhereFields {...{ t, form, votes }} />
      <AskerFields {...{ t, form, made }} />
      {!signedIn && (
        <>
          <TextField
            name="email"
            type="email"
            inputmode="email"
            autocomplete="email"
            label={t('representing.form.email')}
            hint={t('representing.form.email-hint')}
            {...{ form, t }}
            maxLength={254}
          />
          <Honeypot name="website" />
        </>
      )}
      <Small>{t('representing.kept')}</Small>
      <Button>{t('representing.button')}</Button>
    </Form>
  )
}

/** What the law gives, and where it says so. */
export function LawLines({ t, law: { known } }: { t: PageT; law: Law }) {
  if (!known) return null
  const { limit, source, href, due } = known
  return (
    <Small>
      {t('representing.law', { most: limit.most, home: limit.madeHome })} <TextLink href={href}>{source}</TextLink>
      {due && ` ${due}`}
    </Small>
  )
}
