import type { ComponentProps } from 'preact'
import type { Locale } from '#platform/i18n/locales'
import { ErrorSummary } from '#ui/error-summary'
import {
  Checkbox,
  FieldGrid,
  FieldRow,
  Form,
  FormNotice,
  type FormState,
  Group,
  SelectField,
  TextArea,
  TextField,
} from '#ui/form'
import { Act, Article, Button, ButtonLink, Card, Disclosure, FirstThis, Notice, Section, Small, TextLink } from '#ui/parts'
import { Message, Messages } from '#ui/talk'
import type { T } from './texts.ts'

type Option = { value: string; text: string }

export type OfferProps = {
  t: T
  locale: Locale
  path: string
  form: FormState
  refused: ComponentProps<typeof FirstThis> | undefined
  options: Record<'skills' | 'levels' | 'equipment' | 'languages' | 'kilometres' | 'mosts', Option[]>
  week: { day: string; parts: Option[] }[]
  consents: Record<'organisers' | 'staff', string>
  remove: string | undefined
  requests: RequestProps[]
  look: string | undefined
}

export type RequestProps = { id: string; title: string; note: string; lines: string[]; href: string | undefined }

/** "Tell us more": what somebody can do, when, how far; and whom she shows it to. */
export function OfferPage(props: OfferProps) {
  const { t, refused, requests, remove, look } = props
  return (
    <Article title={t('offers.title')} lead={t('offers.lead')}>
      {refused ? <FirstThis {...refused} /> : <OfferForm {...props} />}
      {requests.length > 0 && (
        <Section title={t('offers.received')}>
          <Requests requests={requests} />
        </Section>
      )}
      {remove && (
        <Disclosure summary={t('offers.remove')}>
          <p>{t('offers.remove-lead')}</p>
          <Act action={remove} tone="danger">
            {t('offers.remove')}
          </Act>
        </Disclosure>
      )}
      {look && (
        <p>
          <TextLink href={look}>{t('offers.look.open')}</TextLink>
        </p>
      )}
    </Article>
  )
}

/** Requests, each with what was said. */
function Requests({ requests }: { requests: RequestProps[] }) {
  return (
    <Messages>
      {requests.map(({ id, title, note, lines, href }) => (
        <Message key={id} author={title} when={note}>
          {lines.map((line) => (
            <p key={line}>{line}</p>
          ))}
          {href && (
            <p>
              <TextLink href={href}>{title}</TextLink>
            </p>
          )}
        </Message>
      ))}
    </Messages>
  )
}

function OfferForm(props: OfferProps) {
  const { t, locale, path, form, options } = props
  const labels = { where: t('offers.where'), km: t('offers.km'), words: t('offers.words'), most: t('offers.most') }
  return (
    <Form action={path}>
      <ErrorSummary {...{ form, t, locale, labels }} />
      <FormNotice form={form} t={t} />
      <FieldRow>
        <TextField name="where" label={labels.where} hint={t('offers.where-hint')} {...{ form, t }} maxLength={120} />
        <SelectField name="km" label={labels.km} {...{ form, t }} options={options.kilometres} />
      </FieldRow>
      <Disclosure summary={t('offers.skills')} open={Object.keys(form.values).some((name) => name.startsWith('skills'))}>
        <FieldGrid>
          {options.skills.map(({ value, text }) => (
            <SelectField
              key={value}
              name={`skills[${value}]`}
              label={text}
              {...{ form, t }}
              options={[{ value: '', text: t('offers.level-none') }, ...options.levels]}
            />
          ))}
        </FieldGrid>
      </Disclosure>
      <Boxes {...props} name="equipment" />
      <Week {...props} />
      <Boxes {...props} name="languages" />
      <TextArea
        name="words"
        label={labels.words}
        hint={t('offers.words-hint')}
        {...{ form, t }}
        optional={t('offers.optional')}
        maxLength={1000}
      />
      <Showing {...props} />
      <Button>{t('offers.button')}</Button>
    </Form>
  )
}

function Boxes({ t, form, options, name }: OfferProps & { name: 'equipment' | 'languages' }) {
  return (
    <Disclosure summary={t(`offers.${name}`)} open={Object.keys(form.values).some((key) => key.startsWith(name))}>
      {options[name].map(({ value, text }) => (
        <Checkbox key={value} name={`${name}[${value}]`} label={text} {...{ form, t }} />
      ))}
    </Disclosure>
  )
}

function Week({ t, form, week }: OfferProps) {
  return (
    <Disclosure summary={t('offers.hours')} open={Object.keys(form.values).some((key) => key.startsWith('hours'))}>
      {week.map(({ day, parts }) => (
        <Group key={day} legend={day}>
          <FieldRow>
            {parts.map(({ value, text }) => (
              <Checkbox key={value} name={`hours[${value}]`} label={text} {...{ form, t }} />
            ))}
          </FieldRow>
        </Group>
      ))}
    </Disclosure>
  )
}

/** Whom she shows it to: nobody, unless she says so. */
function Showing({ t, form, options, consents }: OfferProps) {
  return (
    <Group legend={t('offers.shown')}>
      <Small>{t('offers.shown-lead')}</Small>
      <Checkbox name="shown[organisers]" label={consents.organisers} {...{ form, t }} />
      <Checkbox name="shown[staff]" label={consents.staff} {...{ form, t }} />
      <SelectField name="most" label={t('offers.most')} hint={t('offers.most-hint')} {...{ form, t }} options={options.mosts} />
    </Group>
  )
}

export type AnswerProps = {
  t: T
  locale: Locale
  title: string
  lines: string[]
  notice: string | undefined
  reach: string | undefined
  answer: { action: string; form: FormState } | undefined
  back: string
}

/** What the link of a mail opens: a request, and three answers. Nothing happens before one is pressed. */
export function AnswerPage({ t, locale, title, lines, notice, reach, answer, back }: AnswerProps) {
  return (
    <Article title={title}>
      {notice && <Notice>{notice}</Notice>}
      {lines.map((line) => (
        <p key={line}>{line}</p>
      ))}
      {reach && <Notice>{reach}</Notice>}
      {answer && <Answering {...{ t, locale, answer }} />}
      <p>
        <ButtonLink href={back} tone="plain">
          {t('offers.title')}
        </ButtonLink>
      </p>
    </Article>
  )
}

function Answering({
  t,
  locale,
  answer: { action, form },
}: {
  t: T
  locale: Locale
  answer: { action: string; form: FormState }
}) {
  const labels = { day: t('offers.request.day'), hour: t('offers.request.hour'), reply: t('offers.answer.reply') }
  return (
    <>
      <Form action={action}>
        <ErrorSummary {...{ form, t, locale, labels }} />
        <FormNotice form={form} t={t} />
        <TextArea name="reply" label={labels.reply} {...{ form, t }} optional={t('offers.optional')} maxLength={500} />
        <div class="flex flex-wrap gap-3">
          <Button name="answer" value="accepted">
            {t('offers.answer.yes')}
          </Button>
          <Button name="answer" value="declined" tone="plain">
            {t('offers.answer.no')}
          </Button>
        </div>
        <Disclosure summary={t('offers.answer.propose')} open={'day' in form.errors || 'hour' in form.errors}>
          <FieldRow>
            <TextField name="day" type="date" label={labels.day} {...{ form, t }} />
            <TextField name="hour" type="time" label={labels.hour} {...{ form, t }} />
          </FieldRow>
          <Button name="answer" value="proposed" tone="plain">
            {t('offers.answer.propose-button')}
          </Button>
        </Disclosure>
      </Form>
      <Card title={t('offers.answer.private')}>
        <p>{t('offers.answer.private-lead')}</p>
      </Card>
    </>
  )
}
