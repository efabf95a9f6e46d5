import type { Locale } from '#platform/i18n/locales'
import { ErrorSummary } from '#ui/error-summary'
import { Checkbox, FieldRow, FileField, Form, FormNotice, type FormState, TextArea, TextField, UploadForm } from '#ui/form'
import { Act, Article, Button, ButtonLink, Card, Notice, Section, Small, Stack, Stats, TextLink } from '#ui/parts'
import { Photo } from '#ui/photo'
import type { T } from './texts.ts'

type PictureProps = { id: string; src: string; words: string; width: number; height: number; remove?: string }

export type OutcomeProps = {
  t: T
  title: string
  lead: string
  stats: { label: string; value: string }[]
  words: string[]
  next: string | undefined
  pictures: PictureProps[]
  /** For who told it: to be corrected, with pictures. */
  change: string | undefined
  back: string
}

/** What came of an event, for anybody: figures, a few words, pictures; nobody's name. */
export function OutcomePage({ t, title, lead, stats, words, next, pictures, change, back }: OutcomeProps) {
  return (
    <Article title={t('door.outcome.title')} lead={[title, lead].join(' · ')}>
      {stats.length > 0 ? <Stats stats={stats} /> : <Notice>{t('door.outcome.none')}</Notice>}
      {words.map((line) => (
        <p key={line}>{line}</p>
      ))}
      {next && (
        <Section title={t('door.outcome.next')}>
          <p>{next}</p>
        </Section>
      )}
      {pictures.map(({ id, ...picture }) => (
        <Photo key={id} {...picture} />
      ))}
      {change && (
        <p>
          <ButtonLink href={change} tone="plain">
            {t('door.outcome.change')}
          </ButtonLink>
        </p>
      )}
      <p>
        <TextLink href={back}>{t('door.back')}</TextLink>
      </p>
    </Article>
  )
}

export type ReportProps = {
  t: T
  locale: Locale
  title: string
  refused: string | undefined
  action: string
  form: FormState
  counts: { name: string; label: string }[]
  picture: { action: string; form: FormState }
  pictures: PictureProps[]
  back: string
}

/** What came of it, in a minute: who was there, what was done in numbers, what comes next. */
export function ReportPage(props: ReportProps) {
  const { t, locale, title, refused, action, form, counts, back } = props
  const optional = t('door.optional')
  const labels = {
    present: t('door.report.present'),
    words: t('door.report.words'),
    next_step: t('door.report.next'),
    ...Object.fromEntries(counts.map(({ name, label }) => [name, label])),
  }
  return (
    <Article title={t('door.report.title')} lead={title}>
      {refused ? (
        <Notice>{refused}</Notice>
      ) : (
        <>
          <Form action={action}>
            <ErrorSummary {...{ form, t, locale, labels }} />
            <FormNotice form={form} t={t} />
            <FieldRow>
              <TextField name="present" label={labels.present} {...{ form, t }} inputmode="numeric" maxLength={5} />
              {counts.map(({ name, label }) => (
                <TextField key={name} name={name} label={label} {...{ form, t, optional }} inputmode="numeric" maxLength={5} />
              ))}
            </FieldRow>
            <TextArea
              name="words"
              label={labels.words}
              hint={t('door.report.words-hint')}
              {...{ form, t, optional }}
              maxLength={2000}
            />
            <TextField
              name="next_step"
              label={labels.next_step}
              hint={t('door.report.next-hint')}
              {...{ form, t, optional }}
              maxLength={300}
            />
            <Button>{t('door.report.button')}</Button>
          </Form>
          <Pictures {...props} />
        </>
      )}
      <p>
        <TextLink href={back}>{t('door.back')}</TextLink>
      </p>
    </Article>
  )
}

function Pictures({ t, locale, picture: { action, form }, pictures }: ReportProps) {
  const labels = { picture: t('door.pictures.file'), words: t('door.pictures.words'), agreed: t('door.pictures.agreed') }
  return (
    <Card title={t('door.pictures.title')}>
      {pictures.map(({ id, remove, ...picture }) => (
        <Stack key={id}>
          <Photo {...picture} />
          {remove && (
            <Act small tone="danger" action={remove}>
              {t('door.pictures.remove')}
            </Act>
          )}
        </Stack>
      ))}
      <UploadForm action={action}>
        <ErrorSummary {...{ form, t, locale, labels }} />
        <FormNotice form={form} t={t} />
        <FileField name="picture" label={labels.picture} {...{ form, t }} accept="image/jpeg,image/png,image/webp" />
        <TextField name="words" label={labels.words} hint={t('door.pictures.words-hint')} {...{ form, t }} maxLength={200} />
        <Checkbox name="agreed" label={labels.agreed} {...{ form, t }} />
        <Button tone="plain">{t('door.pictures.button')}</Button>
      </UploadForm>
      <Small>{t('door.pictures.stripped')}</Small>
    </Card>
  )
}
