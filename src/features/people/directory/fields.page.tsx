import type { Locale } from '#platform/i18n/locales'
import { ErrorSummary } from '#ui/error-summary'
import { Form, FormNotice, type FormState, SelectField, TextField } from '#ui/form'
import { Act, Button, Card, Notice } from '#ui/parts'
import { DataTable, Desk } from '#ui/table'
import { FieldControls, labelsOf } from '../fields/index.ts'
import type { T } from './texts.ts'

type Option = { value: string; text: string }
type FieldsProps = {
  t: T
  locale: Locale
  form: FormState
  action: string
  kinds: Option[]
  fields: { key: string; label: string; kind: string; removal: string }[]
}

/** Fields that the movement adds to people. */
export function FieldsPage({ t, locale, form, action, kinds, fields }: FieldsProps) {
  const labels = { label: t('directory.fields.label'), kind: t('directory.fields.kind'), options: t('directory.fields.options') }
  return (
    <Desk title={t('directory.fields.title')} lead={t('directory.fields.lead')}>
      <DataTable
        caption={t('directory.fields.title')}
        head={[labels.label, labels.kind, t('directory.fields.act')]}
        rows={fields.map(({ key, label, kind, removal }) => ({
          key,
          cells: [
            label,
            kind,
            <Act small action={removal}>
              {t('directory.fields.remove')}
            </Act>,
          ],
        }))}
        empty={t('directory.fields.none')}
      />
      <Card title={t('directory.fields.new')}>
        <Form action={action}>
          <ErrorSummary {...{ form, t, locale, labels }} />
          <FormNotice form={form} t={t} />
          <TextField name="label" label={labels.label} form={form} t={t} maxLength={60} />
          <SelectField name="kind" label={labels.kind} options={kinds} form={form} t={t} />
          <TextField name="options" label={labels.options} hint={t('directory.fields.options-hint')} form={form} t={t} />
          <Button>{t('directory.fields.add')}</Button>
        </Form>
      </Card>
    </Desk>
  )
}

type NewPersonProps = {
  t: T
  locale: Locale
  form: FormState
  action: string
  languages: Option[]
  countries: Option[]
  noted: boolean
}

/** Somebody met, called or written down. */
export function NewPersonPage({ t, locale, form, action, languages, countries, noted }: NewPersonProps) {
  const labels = {
    given_name: t('directory.given-name'),
    family_name: t('directory.family-name'),
    email: t('directory.new.email'),
    phone: t('directory.new.phone'),
    ...labelsOf(locale),
    postal_code: t('directory.postal-code'),
    town: t('directory.town'),
    country: t('directory.country'),
    locale: t('directory.person.language'),
    proof: t('directory.new.proof'),
  }
  const field = (name: keyof typeof labels) => ({ name, label: labels[name], form, t })
  const declared = { asked: 'new', form, t, locale } as const
  return (
    <Desk title={t('directory.staff.new')} lead={t('directory.new.lead')}>
      {noted && <Notice>{t('directory.new.noted')}</Notice>}
      <Form action={action}>
        <ErrorSummary {...{ form, t, locale, labels }} />
        <FormNotice form={form} t={t} />
        <TextField {...field('given_name')} maxLength={60} required />
        <TextField {...field('family_name')} maxLength={80} />
        <FieldControls part="who" {...declared} />
        <TextField {...field('email')} type="email" />
        <TextField {...field('phone')} type="tel" />
        <FieldControls part="where" {...declared} />
        <TextField {...field('postal_code')} maxLength={12} />
        <TextField {...field('town')} maxLength={100} />
        <SelectField {...field('country')} options={countries} />
        <SelectField {...field('locale')} options={languages} />
        <TextField {...field('proof')} hint={t('directory.new.proof-hint')} maxLength={200} required />
        <Button>{t('directory.new.add')}</Button>
      </Form>
    </Desk>
  )
}
