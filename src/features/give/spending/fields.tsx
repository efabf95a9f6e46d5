import { ErrorSummary } from '#ui/error-summary'
import { FieldRow, FileField, Form, FormNotice, type FormState, SelectField, TextField, UploadForm } from '#ui/form'
import { Row, Rows } from '#ui/items'
import { Act, Button, Card, Small, TextLink } from '#ui/parts'
import type { Locale } from '#platform/i18n/locales'
import type { PageT } from './texts.ts'

type Option = { value: string; text: string }
export type FieldsProps = { t: PageT; form: FormState; categories: Option[]; inKind?: Option[] }

/** Words of the fields of a spending, for the summary of what is wrong. */
const labelsOf = (t: PageT, inKind = false) => ({
  words: t('spending.words'),
  category: t('spending.category'),
  payee: t(inKind ? 'spending.giver-name' : 'spending.payee'),
  giver: t('spending.giver'),
  amount: t('spending.amount'),
  valued: t('spending.valued'),
  spent_on: t('spending.spent-on'),
  bill: t('spending.bill'),
  payee_iban: t('spending.iban'),
})

/** What is said of a bill; with `inKind`, of a gift in kind. */
function SpendingFields({ t, form, categories, inKind }: FieldsProps) {
  const labels = labelsOf(t, inKind !== undefined)
  return (
    <>
      <TextField name="words" label={labels.words} hint={t('spending.words-hint')} {...{ form, t }} maxLength={200} />
      <SelectField
        name="category"
        label={labels.category}
        hint={t('spending.category-hint')}
        {...{ form, t }}
        options={categories}
      />
      <TextField name="payee" label={labels.payee} {...{ form, t }} maxLength={120} />
      {inKind && <SelectField name="giver" label={labels.giver} {...{ form, t }} options={inKind} />}
      <FieldRow>
        <TextField name="amount" label={labels.amount} inputmode="decimal" {...{ form, t }} maxLength={20} />
        <TextField name="spent_on" type="date" label={labels.spent_on} {...{ form, t }} />
      </FieldRow>
      {inKind ? (
        <TextField name="valued" label={labels.valued} hint={t('spending.valued-hint')} {...{ form, t }} maxLength={300} />
      ) : (
        <>
          <TextField name="bill" label={labels.bill} optional={t('spending.optional')} {...{ form, t }} maxLength={60} />
          <TextField
            name="payee_iban"
            label={labels.payee_iban}
            hint={t('spending.iban-hint')}
            optional={t('spending.optional')}
            {...{ form, t }}
            maxLength={50}
          />
        </>
      )}
    </>
  )
}

/** `books`: of several shares, out of which. */
export type DraftFormProps = FieldsProps & {
  locale: Locale
  action: string
  hidden?: Record<string, string>
  books?: Option[]
  button: string
}

/** A form of a spending that nobody was asked about yet. */
export function DraftForm({ locale, action, hidden = {}, books, button, ...fields }: DraftFormProps) {
  const { t, form, inKind } = fields
  return (
    <Form action={action}>
      <ErrorSummary {...{ form, t, locale, labels: { recipient: t('spending.book'), ...labelsOf(t, inKind !== undefined) } }} />
      <FormNotice form={form} t={t} />
      {Object.entries(hidden).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      {books && <SelectField name="recipient" label={t('spending.book')} {...{ form, t }} options={books} />}
      <SpendingFields {...fields} />
      <Button>{button}</Button>
    </Form>
  )
}

export type VouchersProps = {
  t: PageT
  locale: Locale
  action: string
  form: FormState
  files: { id: string; href: string; name: string; note: string }[]
  /** Whether more may come, and whether one may go. */
  mayAdd: boolean
  mayRemove: boolean
}

/** The files that prove a spending, and one more. */
export function VoucherCard({ t, locale, action, form, files, mayAdd, mayRemove }: VouchersProps) {
  return (
    <Card title={t('spending.vouchers')}>
      {files.length === 0 && <p>{t('spending.no-files')}</p>}
      {files.length > 0 && (
        <Rows label={t('spending.vouchers')}>
          {files.map(({ id, href, name, note }) => (
            <Row
              key={id}
              title={<TextLink href={href}>{name}</TextLink>}
              note={note}
              acts={
                mayRemove && (
                  <Act small tone="quiet" action={`${action}/${id}/removal`}>
                    {t('spending.file-remove')}
                  </Act>
                )
              }
            />
          ))}
        </Rows>
      )}
      {mayAdd && (
        <UploadForm action={action}>
          <ErrorSummary {...{ form, t, locale, labels: { voucher: t('spending.file') } }} />
          <FormNotice form={form} t={t} />
          <FileField
            name="voucher"
            label={t('spending.file')}
            hint={t('spending.file-hint')}
            accept="application/pdf,image/jpeg,image/png,image/webp"
            {...{ form, t }}
          />
          <Button tone="plain">{t('spending.file-add')}</Button>
        </UploadForm>
      )}
      <Small>{t('spending.file-note')}</Small>
    </Card>
  )
}
