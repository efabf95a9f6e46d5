import type { Locale } from '#platform/i18n/locales'
import { ErrorSummary } from '#ui/error-summary'
import { Form, FormNotice, type FormState, TextArea } from '#ui/form'
import { Button, ButtonLink, Card, Disclosure, Notice, Small, TextLink } from '#ui/parts'
import { Desk } from '#ui/table'
import type { T } from './texts.ts'

export type NeedsProps = {
  t: T
  locale: Locale
  other: { href: string; text: string }
  rows: {
    key: string
    group: { name: string; href: string }
    note: string
    words: string
    answer: string | null
    action: string | undefined
    form: FormState
  }[]
  next: string | undefined
}

/** What groups of a territory ask the movement for: whoever spoke is answered. */
export function NeedsPage({ t, locale, other, rows, next }: NeedsProps) {
  return (
    <Desk
      title={t('meetings.needs.title')}
      lead={t('meetings.needs.lead')}
      acts={
        <ButtonLink href={other.href} tone="plain">
          {other.text}
        </ButtonLink>
      }
    >
      {rows.length === 0 && <Notice>{t('meetings.needs.none')}</Notice>}
      {rows.map(({ key, group, note, words, answer, action, form }) => (
        <Card key={key} title={group.name}>
          <p>{words}</p>
          <Small>
            {note} · <TextLink href={group.href}>{t('meetings.needs.group')}</TextLink>
          </Small>
          {answer && <Notice>{answer}</Notice>}
          {!action && <FormNotice form={form} t={t} />}
          {!action && form.values.answer && <p>{form.values.answer}</p>}
          {action && (
            <Disclosure summary={t('meetings.needs.answer-to', { name: group.name })} open={Object.keys(form.errors).length > 0}>
              <Form action={action}>
                <ErrorSummary {...{ form, t, locale, labels: { answer: t('meetings.needs.answer') } }} />
                <TextArea
                  id={`answer-${key}`}
                  name="answer"
                  label={t('meetings.needs.answer')}
                  {...{ form, t }}
                  maxLength={2000}
                />
                <Button>{t('meetings.needs.button')}</Button>
              </Form>
            </Disclosure>
          )}
        </Card>
      ))}
      {next && (
        <p>
          <ButtonLink href={next} tone="plain">
            {t('meetings.older')}
          </ButtonLink>
        </p>
      )}
    </Desk>
  )
}
