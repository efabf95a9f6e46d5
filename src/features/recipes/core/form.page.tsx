import { ofAnyKey } from '#platform/i18n/texts'
import type { Locale } from '#platform/i18n/locales'
import { ErrorSummary } from '#ui/error-summary'
import { Checkbox, FieldRow, Form, FormNotice, type FormState, Group, Hidden, SelectField, TextArea, TextField } from '#ui/form'
import { Article, Button, Disclosure, TextLink } from '#ui/parts'
import { Facts } from '#ui/table'
import type { T } from './texts.ts'

type Option = { value: string; text: string }

export type RecipeFormProps = {
  t: T
  locale: Locale
  title: string
  lead: string
  action: string
  form: FormState
  button: string
  /** Facts to choose; a translation has none. */
  facts: Record<'times' | 'places' | 'tastes' | 'skills' | 'counts', Option[]> | undefined
  /** What a translator has before her. */
  source: { label: string; value: string }[] | undefined
  /** Which versions the writer saw. */
  hidden: Record<string, string>
  back: { href: string; text: string }
}

const WORDS = { title: 60, summary: 160, why: 1200, steps: 2400, material: 800, script: 1600, rules: 1600, report: 300 } as const
const ONE_LINE = ['title', 'summary', 'report']
const OPTIONAL = ['material', 'script', 'rules', 'report']
const LISTS = ['steps', 'material', 'script', 'rules']

/** The words of a recipe in one language, and what needs none. */
export function RecipeFormPage(props: RecipeFormProps) {
  const { t, locale, title, lead, action, form, button, source, hidden, back } = props
  const labels = labelsOf(t)
  return (
    <Article title={title} lead={lead}>
      <Form action={action}>
        <ErrorSummary {...{ form, t, locale, labels }} />
        <FormNotice form={form} t={t} />
        {source && (
          <Disclosure summary={t('recipes.form.source')} open>
            <Facts facts={source} />
          </Disclosure>
        )}
        {Object.entries(hidden).map(([name, value]) => (
          <Hidden key={name} name={name} value={value} />
        ))}
        {Object.entries(WORDS).map(([name, longest]) => {
          const shared = {
            name,
            label: labels[name]!,
            form,
            t,
            optional: OPTIONAL.includes(name) ? t('recipes.form.optional') : undefined,
            hint: LISTS.includes(name) ? t('recipes.form.a-line-each') : undefined,
            maxLength: longest,
          }
          return ONE_LINE.includes(name) ? <TextField key={name} {...shared} /> : <TextArea key={name} {...shared} />
        })}
        <FactFields {...props} />
        <Button>{button}</Button>
      </Form>
      <p>
        <TextLink href={back.href}>{back.text}</TextLink>
      </p>
    </Article>
  )
}

function labelsOf(t: T): Record<string, string> {
  const names = [...Object.keys(WORDS), 'minutes', 'least', 'most', 'place', 'tastes']
  return Object.fromEntries(names.map((name) => [name, ofAnyKey(t)(`recipes.form.${name}`)]))
}

function FactFields({ t, form, facts }: RecipeFormProps) {
  if (!facts) return null
  const labels = labelsOf(t)
  const boxes = (name: 'tastes' | 'skills' | 'counts') => (
    <Group legend={t(`recipes.form.${name}`)}>
      {facts[name].map(({ value, text }) => (
        <Checkbox key={value} name={`${name}[${value}]`} label={text} {...{ form, t }} />
      ))}
    </Group>
  )
  return (
    <>
      <FieldRow>
        <SelectField name="minutes" label={labels.minutes!} {...{ form, t }} options={facts.times} />
        <SelectField name="place" label={labels.place!} {...{ form, t }} options={facts.places} />
        <TextField name="least" label={labels.least!} {...{ form, t }} inputmode="numeric" maxLength={3} />
        <TextField name="most" label={labels.most!} {...{ form, t }} inputmode="numeric" maxLength={3} />
      </FieldRow>
      {boxes('tastes')}
      <Disclosure summary={t('recipes.form.more')}>
        {boxes('skills')}
        {boxes('counts')}
      </Disclosure>
    </>
  )
}
