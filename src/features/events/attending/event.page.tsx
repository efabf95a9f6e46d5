import type { ComponentChildren } from 'preact'
import type { Locale } from '#platform/i18n/locales'
import { ErrorSummary } from '#ui/error-summary'
import { CopyField, type FormState, Form, FormNotice, Honeypot, TextArea } from '#ui/form'
import { Article, Button, ButtonLink, Card, Disclosure, List, Notice, Section, Small, TextLink } from '#ui/parts'
import { Photo } from '#ui/photo'
import { Facts } from '#ui/table'
import { type TabLink, Tabs } from '#ui/tabs'
import { SignUpFields, type SignUpFieldsProps } from './sign-up-fields.tsx'
import type { T } from './texts.ts'

export type EventProps = {
  t: T
  locale: Locale
  title: string
  type: string
  picture: string | undefined
  notices: string[]
  facts: { label: string; value: ComponentChildren }[]
  description: string[]
  access: string[]
  /** For who holds it. */
  tabs: TabLink[]
  /** Whoever signed up already finds her own page. */
  own: { href: string; text: string } | undefined
  signUp: (Omit<SignUpFieldsProps, 't' | 'locale'> & { action: string; form: FormState; button: string }) | undefined
  signIn: string | undefined
  /** The other dates of its series. */
  others: { href: string; text: string }[]
  recipe: string | undefined
  calendar: string | undefined
  /** For who holds it: the link to send on. */
  share: string | undefined
  report: { action: string; form: FormState; opened: boolean } | undefined
  all: string
}

/** An event, for anybody: what, when, where, and how one comes. */
export function EventPage(props: EventProps) {
  const { t, locale, title, type, picture, notices, facts, description, access, tabs, recipe, calendar, all } = props
  return (
    <Article title={title} lead={type}>
      {tabs.length > 0 && <Tabs tabs={tabs} locale={locale} />}
      {notices.map((notice) => (
        <Notice key={notice}>{notice}</Notice>
      ))}
      <Facts facts={facts} />
      {picture && <Photo src={picture} words={t('attending.picture', { title })} />}
      {description.map((line) => (
        <p key={line}>{line}</p>
      ))}
      {props.share && <Sharing t={t} url={props.share} />}
      <SigningUp {...props} />
      {access.length > 0 && (
        <Section title={t('events.access')}>
          <List>
            {access.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </List>
        </Section>
      )}
      {props.others.length > 0 && (
        <Disclosure summary={t('attending.series')}>
          <List>
            {props.others.map(({ href, text }) => (
              <li key={href}>
                <TextLink href={href}>{text}</TextLink>
              </li>
            ))}
          </List>
        </Disclosure>
      )}
      {recipe && (
        <p>
          <TextLink href={recipe}>{t('attending.recipe')}</TextLink>
        </p>
      )}
      {calendar && (
        <p>
          <TextLink href={calendar}>{t('attending.calendar')}</TextLink>
        </p>
      )}
      <p>
        <TextLink href={all}>{t('events.all')}</TextLink>
      </p>
      {props.report && <Reporting {...{ t, locale }} {...props.report} />}
    </Article>
  )
}

function Sharing({ t, url }: { t: T; url: string }) {
  const words = { copy: t('attending.share-copy'), copied: t('attending.share-copied'), share: t('attending.share-button') }
  return <CopyField id="share" label={t('attending.share')} value={url} {...words} />
}

function SigningUp({ t, locale, own, signUp, signIn }: EventProps) {
  if (own)
    return (
      <Card title={own.text}>
        <p>
          <ButtonLink href={own.href}>{t('attending.own.open')}</ButtonLink>
        </p>
      </Card>
    )
  if (!signUp) return null
  const { action, form, button, ...fields } = signUp
  return (
    <Card title={t('attending.sign-up.title')}>
      <Form action={action}>
        <ErrorSummary {...{ form, t, locale, labels: labelsOf(t, fields) }} />
        <FormNotice form={form} t={t} />
        <SignUpFields {...{ t, locale, ...fields }} form={form} />
        <Button>{button}</Button>
        {fields.visitor && <Small>{t('attending.sign-up.kept')}</Small>}
      </Form>
      {signIn && (
        <p>
          <TextLink href={signIn}>{t('attending.sign-up.sign-in')}</TextLink>
        </p>
      )}
    </Card>
  )
}

function labelsOf(t: T, { questions }: Pick<SignUpFieldsProps, 'questions'>): Record<string, string> {
  return {
    name: t('attending.sign-up.name'),
    email: t('attending.sign-up.email'),
    seats: t('attending.sign-up.seats'),
    role: t('attending.sign-up.role'),
    ...Object.fromEntries(questions.map(({ id, words }) => [`answers[${id}]`, words])),
  }
}

function Reporting({ t, locale, action, form, opened }: Pick<EventProps, 't' | 'locale'> & NonNullable<EventProps['report']>) {
  return (
    <Disclosure summary={t('attending.report.title')} open={opened}>
      <Form action={action}>
        <ErrorSummary {...{ form, t, locale, labels: { words: t('attending.report.words') } }} />
        <TextArea name="words" id="report-words" label={t('attending.report.words')} {...{ form, t }} maxLength={1000} />
        <Honeypot name="website" />
        <Button tone="plain">{t('attending.report.button')}</Button>
      </Form>
    </Disclosure>
  )
}
