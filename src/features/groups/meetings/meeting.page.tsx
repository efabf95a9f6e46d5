import { recordOf } from '#platform/named'
import type { Locale } from '#platform/i18n/locales'
import { ErrorSummary } from '#ui/error-summary'
import { Checkbox, Form, FormNotice, type FormState, Group, FieldRow, TextArea, TextField } from '#ui/form'
import { Act, Article, Button, ButtonLink, Card, Disclosure, List, Notice, Small, TextLink } from '#ui/parts'
import { Facts } from '#ui/table'
import { Answering, type AnswerProps, MeetingForm } from './meetings.page.tsx'
import type { T } from './texts.ts'

export type MeetingProps = {
  t: T
  locale: Locale
  title: string
  notice: string | undefined
  facts: { label: string; value: string }[]
  agenda: string[]
  answer: AnswerProps | undefined
  calendar: string | undefined
  /** Who comes, or who was there. */
  people: { title: string; names: string[] }[]
  report: { facts: { label: string; value: string }[]; done: string[] } | undefined
  need: { words: string; answer: string | undefined } | undefined
  /** For organisers. */
  reporting?: { href: string; text: string }
  change?: { action: string; form: FormState; cancel: string }
  back: string
}

type HeadProps = Pick<MeetingProps, 't' | 'notice' | 'facts' | 'agenda' | 'answer'>

/** Where a meeting is and what about, and whether one comes: what everybody looks for first. */
export function MeetingHead({ t, notice, facts, agenda, answer }: HeadProps) {
  return (
    <>
      {notice && <Notice>{notice}</Notice>}
      <Facts facts={facts} />
      {agenda.map((line) => (
        <p key={line}>{line}</p>
      ))}
      {answer && <Answering t={t} {...answer} />}
    </>
  )
}

/** One meeting: when, where, who comes; afterwards, what came of it. */
export function MeetingPage(props: MeetingProps) {
  const { t, title, notice, facts, agenda, answer, calendar, people, report, need, reporting, back } = props
  return (
    <Article title={title}>
      <MeetingHead {...{ t, notice, facts, agenda, answer }} />
      {reporting && (
        <p>
          <ButtonLink href={reporting.href}>{reporting.text}</ButtonLink>
        </p>
      )}
      {report && <Facts facts={report.facts} />}
      {report?.done.map((line) => (
        <p key={line}>{line}</p>
      ))}
      {need && (
        <Card title={t('meetings.report.need')}>
          <p>{need.words}</p>
          <Small>{need.answer ?? t('meetings.needs.waits')}</Small>
        </Card>
      )}
      {people.map(({ title: heading, names }) => (
        <Card key={heading} title={heading}>
          <List>
            {names.map((name, n) => (
              <li key={n}>{name}</li>
            ))}
          </List>
        </Card>
      ))}
      {calendar && (
        <p>
          <TextLink href={calendar}>{t('meetings.calendar')}</TextLink>
        </p>
      )}
      <Changing {...props} />
      <p>
        <TextLink href={back}>{t('meetings.all')}</TextLink>
      </p>
    </Article>
  )
}

function Changing({ t, locale, change }: MeetingProps) {
  if (!change) return null
  const { action, form, cancel } = change
  const refused = Object.keys(form.errors).length > 0 || form.notice !== undefined
  return (
    <>
      <Disclosure summary={t('meetings.change.title')} open={refused}>
        <MeetingForm {...{ t, locale, action, form }} button={t('meetings.change.button')} />
        <Small>{t('meetings.change.told')}</Small>
      </Disclosure>
      <Disclosure summary={t('meetings.cancel.title')}>
        <p>{t('meetings.cancel.lead')}</p>
        <Act action={cancel} tone="danger">
          {t('meetings.cancel.button')}
        </Act>
      </Disclosure>
    </>
  )
}

export type ReportProps = {
  t: T
  locale: Locale
  when: string
  action: string
  form: FormState
  members: { id: string; name: string; said: string | undefined }[]
  /** Nothing is set after this meeting: the next one can be said in the same form. */
  next: boolean
}

const REPORTED = ['guests', 'doors', 'met', 'done', 'need', 'next_day', 'next_hour'] as const

/** What came of a meeting: in a minute, with the thumb. */
export function ReportPage({ t, locale, when, action, form, members, next }: ReportProps) {
  const labels = recordOf(REPORTED, (name) => t(`meetings.report.${name}`))
  const optional = t('meetings.optional')
  const figure = (name: (typeof REPORTED)[number]) => (
    <TextField key={name} name={name} label={labels[name]} {...{ form, t }} inputmode="numeric" maxLength={4} />
  )
  return (
    <Article title={t('meetings.report.title', { when })}>
      <Form action={action}>
        <ErrorSummary {...{ form, t, locale, labels }} />
        <FormNotice form={form} t={t} />
        <Group legend={t('meetings.report.present')}>
          {members.map(({ id, name, said }) => (
            <Checkbox key={id} name={`present[${id}]`} label={said ? `${name} · ${said}` : name} {...{ form, t }} />
          ))}
        </Group>
        <FieldRow>{(['guests', 'doors', 'met'] as const).map(figure)}</FieldRow>
        <TextArea name="done" label={labels.done} {...{ form, t, optional }} maxLength={2000} />
        <TextArea
          name="need"
          label={labels.need}
          hint={t('meetings.report.need-hint')}
          {...{ form, t, optional }}
          maxLength={1000}
        />
        {next && (
          <Group legend={t('meetings.report.next')}>
            <FieldRow>
              <TextField name="next_day" type="date" label={labels.next_day} {...{ form, t }} />
              <TextField name="next_hour" type="time" label={labels.next_hour} {...{ form, t }} />
            </FieldRow>
          </Group>
        )}
        <Button>{t('meetings.report.button')}</Button>
      </Form>
    </Article>
  )
}
