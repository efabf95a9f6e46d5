import { ErrorSummary } from '#ui/error-summary'
import { Form, type FormState, Honeypot, TextArea } from '#ui/form'
import type { Locale } from '#platform/i18n/locales'
import { Button, Disclosure, Notice } from '#ui/parts'
import { pageTexts } from './texts.ts'

export type ReportProps = { locale: Locale; action: string; form: FormState; sent: boolean }

/** On a group's page: says that something on it is not right. */
export function Report({ locale, action, form, sent }: ReportProps) {
  const t = pageTexts.in(locale)
  if (sent) return <Notice>{t('groups.report.sent')}</Notice>
  return (
    <Disclosure summary={t('groups.report.title')} open={Object.keys(form.errors).length > 0}>
      <Form action={action}>
        <ErrorSummary {...{ form, t, locale, labels: { words: t('groups.report.words') } }} />
        <TextArea
          name="words"
          label={t('groups.report.words')}
          hint={t('groups.report.hint')}
          {...{ form, t }}
          maxLength={1000}
        />
        <Honeypot name="website" />
        <Button tone="plain">{t('groups.report.button')}</Button>
      </Form>
    </Disclosure>
  )
}
