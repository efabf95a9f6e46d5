import type { Locale } from '#platform/i18n/locales'
import { ErrorSummary } from '#ui/error-summary'
import { Form, FormNotice, type FormState, FieldRow, TextArea, TextField } from '#ui/form'
import { Row, Rows } from '#ui/items'
import { Act, Article, Button, ButtonLink, Card, Disclosure, Notice, Section, Small, Stats, TextLink } from '#ui/parts'
import type { T } from './texts.ts'

type ComingProps = { id: string; when: string; where: string; coming: string; href: string; answer: AnswerProps }
/** What one answered oneself, and where one answers. */
export type AnswerProps = { own: 'yes' | 'no' | null; action: string }

export type MeetingsProps = {
  t: T
  locale: Locale
  name: string
  coming: ComingProps[]
  stats: { label: string; value: string }[]
  past: {
    key: string
    when: string
    said: string[]
    own: string | undefined
    href: string | undefined
    report: string | undefined
  }[]
  older: string | undefined
  /** For organisers: where a meeting is set. */
  setting: { action: string; form: FormState } | undefined
  back: string
}

/** When a group meets, and what came of each time. */
export function MeetingsPage(props: MeetingsProps) {
  const { t, name, coming, stats, past, older, setting, back } = props
  return (
    <Article title={t('meetings.title', { name })}>
      <p>
        <ButtonLink href={back} tone="plain">
          {t('meetings.back')}
        </ButtonLink>
      </p>
      {coming.length === 0 && <Notice>{t(setting ? 'meetings.none-organiser' : 'meetings.none')}</Notice>}
      {coming.map((meeting) => (
        <Coming key={meeting.id} t={t} {...meeting} />
      ))}
      {setting && <Setting {...props} setting={setting} />}
      {past.length > 0 && (
        <Section title={t('meetings.past')}>
          {stats.length > 0 && (
            <>
              <Stats stats={stats} />
              <Small>{t('meetings.stats.year')}</Small>
            </>
          )}
          <Rows label={t('meetings.past')}>
            {past.map(({ key, when, said, own, href, report }) => (
              <Row
                key={key}
                title={href ? <TextLink href={href}>{when}</TextLink> : when}
                {...(own ? { note: own } : {})}
                acts={
                  report && (
                    <ButtonLink small tone="plain" href={report}>
                      {t('meetings.report.write')}
                    </ButtonLink>
                  )
                }
              >
                {said.map((line) => (
                  <p key={line}>{line}</p>
                ))}
              </Row>
            ))}
          </Rows>
          {older && (
            <p>
              <ButtonLink href={older} tone="plain">
                {t('meetings.older')}
              </ButtonLink>
            </p>
          )}
        </Section>
      )}
      <Small>{t('meetings.private')}</Small>
    </Article>
  )
}

function Coming({ t, when, where, coming, href, answer }: { t: T } & Omit<ComingProps, 'id'>) {
  return (
    <Card title={when}>
      <p>{[where, coming].filter(Boolean).join(' · ')}</p>
      <Answering t={t} {...answer} />
      <p>
        <TextLink href={href}>{t('meetings.open')}</TextLink>
      </p>
    </Card>
  )
}

/** Two buttons, of which the one that was pressed says so. */
export function Answering({ t, own, action }: { t: T } & AnswerProps) {
  return (
    <div>
      {own && <p class="mb-2">{t(`meetings.own-${own}`)}</p>}
      <div class="flex flex-wrap gap-2">
        {own !== 'yes' && (
          <Act small tone={own ? 'plain' : 'primary'} action={action} fields={{ answer: 'yes' }}>
            {t('meetings.answer-yes')}
          </Act>
        )}
        {own !== 'no' && (
          <Act small action={action} fields={{ answer: 'no' }}>
            {t('meetings.answer-no')}
          </Act>
        )}
      </div>
    </div>
  )
}

function Setting({
  t,
  locale,
  coming,
  setting: { action, form },
}: MeetingsProps & { setting: { action: string; form: FormState } }) {
  const fields = (
    <>
      <MeetingForm {...{ t, locale, action, form }} button={t('meetings.set.button')} />
      <Small>{t('meetings.set.told')}</Small>
    </>
  )
  // Where one is set already, another can wait until it is asked for.
  if (coming.length === 0) return <Card title={t('meetings.set.title')}>{fields}</Card>
  const refused = Object.keys(form.errors).length > 0 || form.notice !== undefined
  return (
    <Disclosure summary={t('meetings.set.another')} open={refused}>
      {fields}
    </Disclosure>
  )
}

type FormProps = { t: T; locale: Locale; action: string; form: FormState; button: string }

/** When and where: to set a meeting, or to change one. */
export function MeetingForm({ t, locale, action, form, button }: FormProps) {
  const labels = {
    day: t('meetings.day'),
    hour: t('meetings.hour'),
    place: t('meetings.place'),
    agenda: t('meetings.agenda'),
  }
  const optional = t('meetings.optional')
  return (
    <Form action={action}>
      <ErrorSummary {...{ form, t, locale, labels }} />
      <FormNotice form={form} t={t} />
      <FieldRow>
        <TextField name="day" type="date" label={labels.day} {...{ form, t }} />
        <TextField name="hour" type="time" label={labels.hour} {...{ form, t }} />
      </FieldRow>
      <TextField name="place" label={labels.place} hint={t('meetings.place-hint')} {...{ form, t, optional }} maxLength={200} />
      <TextArea name="agenda" label={labels.agenda} {...{ form, t, optional }} maxLength={1000} />
      <Button>{button}</Button>
    </Form>
  )
}
