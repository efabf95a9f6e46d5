import type { Locale } from '#platform/i18n/locales'
import { ErrorSummary } from '#ui/error-summary'
import { Checkbox, FieldRow, Form, FormNotice, type FormState, Group, Hidden, LineFields, TextField } from '#ui/form'
import { Button, ButtonLink, Notice, Small, TextLink } from '#ui/parts'
import { Badge, DataTable, Desk } from '#ui/table'
import type { RowField, RowKey } from './rules/sheet.ts'
import type { PageT } from './texts.ts'

/** What is said of a row that was tried. */
type Said = { text: string; tone: 'good' | 'bad' | 'plain' }

export type SheetProps = {
  t: PageT
  locale: Locale
  title: string
  lead: string
  action: string
  form: FormState
  rows: { key: RowKey; legend: string; said: Said | undefined }[]
  /** Fields of each row: a cheque has a number, cash has none. */
  fields: readonly RowField[]
  /** What would be written, in words; undefined before it was tried, or when nothing would. */
  outcome: { text: string; told: string } | undefined
  /** Rows that look like another gift. */
  twins: string | undefined
  others: { href: string; text: string }[]
}

/** Cheques or cash, typed or scanned together. The first button only tries: a scanner ends each line with Enter. */
export function SheetPage(props: SheetProps) {
  const { t, locale, title, lead, action, form, rows, fields, outcome, twins, others } = props
  const labels = labelsOf(props)
  return (
    <Desk
      title={title}
      lead={lead}
      acts={others.map(({ href, text }) => (
        <ButtonLink key={href} href={href} small tone="plain">
          {text}
        </ButtonLink>
      ))}
    >
      <Form action={action}>
        <ErrorSummary {...{ form, t, locale, labels }} />
        <FormNotice form={form} t={t} />
        <Hidden name="key" value={form.values.key ?? ''} />
        <Hidden name="mode" value={form.values.mode ?? ''} />
        <FieldRow>
          <TextField name="came_on" type="date" label={t('sheets.came-on')} {...{ form, t }} />
          <TextField name="slip" label={t('sheets.slip')} hint={t('sheets.slip-hint')} {...{ form, t }} maxLength={60} />
        </FieldRow>
        <Checkbox name="signed" label={t('sheets.signed')} {...{ form, t }} />
        <Small>{t('sheets.sheet-hint')}</Small>
        {rows.map((row) => (
          <SheetRow key={row.key} {...{ t, form, fields, row }} />
        ))}
        {/* Whoever has the paper in her hand says that it is another gift. */}
        {twins && (
          <>
            <Hidden name="twins" value={twins} />
            <Checkbox name="again" label={t('sheets.again')} {...{ form, t }} />
          </>
        )}
        {outcome && <Notice>{outcome.text}</Notice>}
        <Button tone={outcome ? 'plain' : 'primary'} name="act" value="try">
          {t('sheets.try')}
        </Button>
        {outcome && (
          <>
            <Hidden name="told" value={outcome.told} />
            <Button name="act" value="write">
              {t('sheets.write')}
            </Button>
          </>
        )}
      </Form>
    </Desk>
  )
}

function SheetRow({ t, form, fields, row }: Pick<SheetProps, 't' | 'form' | 'fields'> & { row: SheetProps['rows'][number] }) {
  const { key, legend, said } = row
  return (
    <Group legend={legend}>
      {said && (
        <p>
          <Badge tone={said.tone}>{t(`sheets.fate-${said.tone}`)}</Badge> {said.text}
        </p>
      )}
      <LineFields>
        {fields.map((field) => (
          <RowInput key={field} {...{ t, form, field, at: key }} />
        ))}
      </LineFields>
    </Group>
  )
}

function labelsOf({ t, rows, fields }: SheetProps): Record<string, string> {
  const ofRows = rows.flatMap(({ key, legend }) =>
    fields.map((field) => [`${field}[${key}]`, `${legend}, ${t(`sheets.field-${field}`)}`] as const),
  )
  return { came_on: t('sheets.came-on'), ...Object.fromEntries(ofRows) }
}

const MODES: Partial<Record<RowField, 'decimal' | 'numeric' | 'email'>> = { amount: 'decimal', cheque: 'numeric', email: 'email' }

function RowInput({ t, form, field, at }: { t: PageT; form: FormState; field: RowField; at: RowKey }) {
  const inputmode = MODES[field]
  return (
    <TextField
      name={`${field}[${at}]`}
      label={t(`sheets.field-${field}`)}
      autocomplete="off"
      maxLength={field === 'country' || field === 'nationality' ? 2 : 120}
      {...(inputmode ? { inputmode } : {})}
      {...{ form, t }}
    />
  )
}

export type WrittenProps = {
  t: PageT
  title: string
  lead: string
  rows: { key: string; href: string; reference: string; who: string; amount: string; state: string }[]
  more: { href: string; text: string }[]
}

/** A sheet as it was written: what goes to the bank on this slip. */
export function WrittenPage({ t, title, lead, rows, more }: WrittenProps) {
  return (
    <Desk title={title} lead={lead}>
      <DataTable
        caption={title}
        head={[t('giving.reference'), t('giving.name'), t('giving.amount'), t('sheets.state')]}
        rows={rows.map(({ key, href, reference, who, amount, state }) => ({
          key,
          cells: [
            <TextLink key="r" href={href}>
              {reference}
            </TextLink>,
            who,
            amount,
            state,
          ],
        }))}
        empty={t('sheets.nothing')}
      />
      {more.map(({ href, text }) => (
        <p key={href}>
          <TextLink href={href}>{text}</TextLink>
        </p>
      ))}
    </Desk>
  )
}
