import { ErrorSummary } from '#ui/error-summary'
import { Form, FormNotice, type FormState, Hidden, SelectField, TextField } from '#ui/form'
import { Act, Answers, Article, Button, ButtonLink, Card, List, Notice, Section, Small, Stack, Steps, TextLink } from '#ui/parts'
import type { Locale } from '#platform/i18n/locales'
import type { SourceLine } from './outcome.ts'
import type { T } from './texts.ts'

type Fields = Record<string, string>
/** What was answered, with all that was answered before it: what is sent to answer it otherwise. */
type Said = { question: string; answer: string; before: Fields }

type Common = { t: T; path: string; said: Said[]; fields: Fields }

export type QuestionProps = Common & {
  locale: Locale
  question: string
  title: string
  hint: string | undefined
  /** Undefined: a town is typed. */
  answers: { value: string; text: string }[] | undefined
  form: FormState
  nowhere: string
}

/** One question: each answer is a button, which sends all that was said before along. */
export function QuestionPage({ t, locale, path, said, fields, question, title, hint, answers, form, nowhere }: QuestionProps) {
  return (
    <Article title={title}>
      {hint && <p>{hint}</p>}
      {answers ? (
        <Answers action={path} fields={fields}>
          {answers.map(({ value, text }) => (
            <Button key={value} tone="plain" name={question} value={value}>
              {text}
            </Button>
          ))}
        </Answers>
      ) : (
        <Stack>
          <Form action={path}>
            <ErrorSummary {...{ form, t, locale, labels: { town: t('registering.town') } }} />
            <TextField name="town" label={t('registering.town')} {...{ form, t }} maxLength={100} required />
            <Button>{t('registering.go-on')}</Button>
          </Form>
          <Act action={path} tone="quiet" fields={{ town: nowhere }}>
            {t('registering.skip-town')}
          </Act>
        </Stack>
      )}
      <SaidSoFar {...{ t, path, said }} />
      <Small>{t('registering.helper')}</Small>
    </Article>
  )
}

function SaidSoFar({ t, path, said }: Pick<Common, 't' | 'path' | 'said'>) {
  if (said.length === 0) return null
  return (
    <Section title={t('registering.said')}>
      <List>
        {said.map(({ question, answer, before }) => (
          <li key={question}>
            {question} <strong>{answer}</strong>{' '}
            <Act action={path} tone="quiet" small fields={before}>
              {t('registering.change')}
            </Act>
          </li>
        ))}
      </List>
      <p>
        <TextLink href={path}>{t('registering.again')}</TextLink>
      </p>
    </Section>
  )
}

export type OutcomeProps = Common & {
  locale: Locale
  title: string
  steps: string[]
  /** The vote, and until when. */
  vote: string | undefined | null
  until: string[]
  timeless: boolean
  where: string | undefined
  bring: string[]
  links: { href: string; text: string }[]
  sources: SourceLine[]
  reminder: { vote: string; options: { value: string; text: string }[] } | undefined
  remind: string
  calendar: string
}

/** What comes of the answers: what to do, until when, what to bring, where to go, and where we have it from. */
export function OutcomePage(props: OutcomeProps) {
  const { t, path, title, steps, bring, links, sources, said } = props
  return (
    <Article title={title}>
      <Until {...props} />
      <Steps>
        {steps.map((step) => (
          <li key={step}>{step}</li>
        ))}
      </Steps>
      {links.length > 0 && (
        <Section title={t('registering.where')}>
          {links.map(({ href, text }, n) => (
            <p key={href}>
              <ButtonLink href={href} tone={n === 0 ? 'primary' : 'plain'}>
                {text}
              </ButtonLink>
            </p>
          ))}
        </Section>
      )}
      {bring.length > 0 && (
        <Section title={t('registering.bring')}>
          <List>
            {bring.map((one) => (
              <li key={one}>{one}</li>
            ))}
          </List>
        </Section>
      )}
      <Remind {...props} />
      <SaidSoFar {...{ t, path, said }} />
      <Sources {...{ t, sources }} />
    </Article>
  )
}

function Until({ t, vote, until, timeless, where }: OutcomeProps) {
  if (timeless) return <Notice>{t('registering.until-none')}</Notice>
  if (until.length === 0) return null
  return (
    <Card title={[t('registering.until'), where].filter(Boolean).join(' ')}>
      {until.map((line) => (
        <p key={line}>
          <strong>{line}</strong>
        </p>
      ))}
      {vote && <Small>{vote}</Small>}
    </Card>
  )
}

const EMPTY: FormState = { values: {}, errors: {} }

function Remind({ t, reminder, remind, calendar }: OutcomeProps) {
  if (!reminder) return null
  const { vote, options } = reminder
  return (
    <Card title={t('registering.remind.title')}>
      <p>{t('registering.remind.lead')}</p>
      <RemindForm {...{ t, action: remind, vote, options, form: EMPTY }} />
      <p>{t('registering.remind.calendar')}</p>
      <Act action={calendar} fields={{ vote, before: options.at(-1)!.value }}>
        {t('registering.remind.calendar-button')}
      </Act>
    </Card>
  )
}

type RemindFormProps = { t: T; action: string; vote: string; options: { value: string; text: string }[]; form: FormState }

function RemindForm({ t, action, vote, options, form }: RemindFormProps) {
  return (
    <Form action={action}>
      <Hidden name="vote" value={vote} />
      <SelectField name="before" label={t('registering.remind.when')} {...{ form, t }} options={options} />
      <TextField name="email" type="email" autocomplete="email" label={t('registering.remind.email')} {...{ form, t }} required />
      <Button tone="plain">{t('registering.remind.button')}</Button>
    </Form>
  )
}

/** The form of a reminder again, with what is wrong with it. */
export function RemindAgainPage({ t, locale, back, ...props }: RemindFormProps & { locale: Locale; back: string }) {
  return (
    <Article title={t('registering.remind.title')} lead={t('registering.remind.lead')}>
      <ErrorSummary {...{ form: props.form, t, locale, labels: { email: t('registering.remind.email') } }} />
      <FormNotice form={props.form} t={t} />
      <RemindForm {...{ t, ...props }} />
      <p>
        <TextLink href={back}>{t('registering.title')}</TextLink>
      </p>
    </Article>
  )
}

export function Sources({ t, sources }: { t: T; sources: SourceLine[] }) {
  return (
    <Section title={t('registering.sources')}>
      <List>
        {sources.map(({ text, href, due }) => (
          <li key={text}>
            <TextLink href={href}>{text}</TextLink>
            {due && <strong> {t('registering.due')}</strong>}
          </li>
        ))}
      </List>
      <Small>{t('registering.not-advice')}</Small>
    </Section>
  )
}
