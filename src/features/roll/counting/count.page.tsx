import type { Locale } from '#platform/i18n/locales'
import { ErrorSummary } from '#ui/error-summary'
import { FieldRow, Form, FormNotice, type FormState, Hidden, SelectField, TextField } from '#ui/form'
import { Article, Button, List, Notice, Section, Small, TextLink } from '#ui/parts'
import { PLAIN } from './rules/figures.ts'
import type { T } from './texts.ts'

type Shared = { t: T; locale: Locale; title: string; lead: string; action: string; form: FormState; back: string }

export type CountProps = Shared & {
  formKey: string
  candidates: { id: string; name: string }[]
  /** What another person typed where it differs, by field. */
  others: Record<string, number>
  state: string
  uneven: boolean
  /** Whether it is the day. */
  open: boolean
  turnout: string
}

/** The sheet of a station, typed by one of two. */
export function CountPage(props: CountProps) {
  const { t, title, lead, state, open, uneven, back, candidates, turnout } = props
  return (
    <Article title={title} lead={lead}>
      <Notice>{state}</Notice>
      {uneven && <p class="text-base font-semibold">{t('counting.count.uneven')}</p>}
      {!open && <p>{t('counting.count.not-yet')}</p>}
      {open && candidates.length === 0 && <p>{t('counting.candidates.none')}</p>}
      {open && (
        <p>
          <TextLink href={turnout}>{t('counting.turnout.title')}</TextLink>
        </p>
      )}
      {open && candidates.length > 0 && <SheetForm {...props} />}
      <Small>{t('counting.count.secret')}</Small>
      <p>
        <TextLink href={back}>{t('counting.back')}</TextLink>
      </p>
    </Article>
  )
}

function SheetForm({ t, locale, action, form, formKey, candidates, others }: CountProps) {
  const votes = candidates.map(({ id, name }): [string, string] => [`votes[${id}]`, name])
  const fields = [...PLAIN.map((name): [string, string] => [name, t(`counting.count.${name}`)]), ...votes]
  const hint = (name: string) => (name in others ? t('counting.count.other-says', { n: others[name]! }) : undefined)
  return (
    <Section title={t('counting.count.title')}>
      <p>{t('counting.count.lead')}</p>
      <Form action={action}>
        <ErrorSummary {...{ form, t, locale, labels: Object.fromEntries(fields) }} />
        <FormNotice form={form} t={t} />
        <Hidden name="key" value={formKey} />
        {fields.map(([name, label]) => (
          <TextField
            key={name}
            {...{ name, label, form, t }}
            hint={hint(name)}
            inputmode="numeric"
            maxLength={5}
            autocomplete="off"
          />
        ))}
        <Button>{t('counting.count.button')}</Button>
      </Form>
    </Section>
  )
}

/** How many had voted by an hour: no count, and no secret. */
export function TurnoutPage({ t, locale, title, lead, action, form, back, lines }: Shared & { lines: string[] }) {
  const labels = {
    hour: t('counting.turnout.hour'),
    registered: t('counting.count.registered'),
    voters: t('counting.count.voters'),
  }
  const hours = (['noon', 'afternoon', 'close'] as const).map((value) => ({ value, text: t(`counting.turnout.${value}`) }))
  return (
    <Article title={title} lead={lead}>
      <List>
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </List>
      <Form action={action}>
        <ErrorSummary {...{ form, t, locale, labels }} />
        <FormNotice form={form} t={t} />
        <SelectField name="hour" label={labels.hour} {...{ form, t }} options={hours} />
        <FieldRow>
          <TextField name="registered" label={labels.registered} {...{ form, t }} inputmode="numeric" maxLength={5} />
          <TextField name="voters" label={labels.voters} {...{ form, t }} inputmode="numeric" maxLength={5} />
        </FieldRow>
        <Button>{t('counting.turnout.button')}</Button>
      </Form>
      <p>
        <TextLink href={back}>{t('counting.back')}</TextLink>
      </p>
    </Article>
  )
}
