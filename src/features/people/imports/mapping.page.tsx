import type { Locale } from '#platform/i18n/locales'
import type { Translate } from '#platform/i18n/texts'
import { ErrorSummary } from '#ui/error-summary'
import { Form, FormNotice, type FormState, SelectField, TextArea, TextField } from '#ui/form'
import { Button, Card, List, Small } from '#ui/parts'
import { Columns, Desk } from '#ui/table'

type Option = { value: string; text: string }
type Column = { name: string; label: string; sample: string; forbidden: boolean; options: Option[] }
export type MappingProps = {
  t: Translate
  locale: Locale
  name: string
  recognised: string
  form: FormState
  action: string
  columns: Column[]
  origins: Option[]
  bases: Option[]
  dates: Option[]
  countries: Option[]
  /** How its letters may be read, where the file does not say it. */
  letters: Letters | undefined
  /** What is known of all who stand in one file. */
  parts: string[]
  /** What may be said of each purpose. */
  says: { name: string; label: string; options: Option[] }[]
}

type Letters = { action: string; chosen: string; sure: boolean; options: Option[] }

/** The same words, as each way of writing letters has them: one reads which is right. */
function LettersCard({ t, action, chosen, sure, options }: Letters & { t: Translate }) {
  const form = { values: { encoding: chosen }, errors: {} }
  return (
    <Card title={t('imports.letters')}>
      <Form action={action}>
        <SelectField
          name="encoding"
          label={t('imports.letters-which')}
          hint={t(sure ? 'imports.letters-hint' : 'imports.letters-ask')}
          {...{ form, t, options }}
        />
        <Button tone="plain">{t('imports.letters-use')}</Button>
      </Form>
    </Card>
  )
}

/** What the file is, where it comes from, and what each of its columns becomes. */
export function MappingPage(props: MappingProps) {
  const { t, locale, name, recognised, form, action } = props
  const labels = {
    origin: t('imports.origin'),
    basis: t('imports.basis'),
    proof: t('imports.proof'),
    wording: t('imports.wording'),
    agreed_on: t('imports.agreed-on'),
    dates: t('imports.dates'),
    country: t('imports.country'),
  }
  const all = { ...labels, ...Object.fromEntries(props.says.map((one) => [one.name, one.label])) }
  const field = (one: keyof typeof labels) => ({ name: one, label: labels[one], form, t })
  return (
    <Desk title={name} lead={recognised}>
      {props.letters && <LettersCard t={t} {...props.letters} />}
      <Form action={action}>
        <ErrorSummary {...{ form, t, locale, labels: all }} />
        <FormNotice form={form} t={t} />
        <Columns>
          <Card title={t('imports.whence')}>
            <SelectField {...field('origin')} options={props.origins} hint={t('imports.origin-hint')} />
            <SelectField {...field('basis')} options={props.bases} />
            <TextField {...field('proof')} hint={t('imports.proof-hint')} maxLength={500} />
            {props.parts.length > 0 && (
              <List>
                {props.parts.map((part) => (
                  <li key={part}>{part}</li>
                ))}
              </List>
            )}
            <TextArea {...field('wording')} hint={t('imports.wording-hint')} optional={t('imports.optional')} maxLength={1000} />
            <TextField {...field('agreed_on')} hint={t('imports.agreed-on-hint')} type="date" optional={t('imports.optional')} />
            {props.says.map((one) => (
              <SelectField key={one.name} {...one} form={form} t={t} hint={t('imports.says-hint')} />
            ))}
            <SelectField {...field('dates')} options={props.dates} />
            <SelectField {...field('country')} options={props.countries} />
          </Card>
          <ColumnsCard {...props} />
        </Columns>
        <Button>{t('imports.try')}</Button>
      </Form>
    </Desk>
  )
}

function ColumnsCard({ t, form, columns }: MappingProps) {
  return (
    <Card title={t('imports.columns')}>
      {columns.map((column) =>
        column.forbidden ? (
          <p key={column.name}>
            <strong>{column.label}</strong> <Small>{t('imports.forbidden-column')}</Small>
          </p>
        ) : (
          <SelectField
            key={column.name}
            name={column.name}
            label={column.label}
            hint={column.sample}
            form={form}
            t={t}
            options={column.options}
          />
        ),
      )}
    </Card>
  )
}
