import type { Locale } from '#platform/i18n/locales'
import type { Translate } from '#platform/i18n/texts'
import { ErrorSummary } from '#ui/error-summary'
import { FileField, Form, FormNotice, type FormState, SelectField, TextArea, TextField, UploadForm } from '#ui/form'
import { Act, Button, ButtonLink, Buttons, Card, Disclosure, List, Notice, Small, TextLink } from '#ui/parts'
import { Columns, DataTable, Desk, Facts, Progress, Titled } from '#ui/table'
import type { Sample } from './tables.ts'

type Line = { id: string; href: string; name: string; state: string; rows: string; at: string }
type ImportsProps = { t: Translate; form: FormState; action: string; imports: Line[] }

export function ImportsPage({ t, form, action, imports }: ImportsProps) {
  return (
    <Desk title={t('imports.title')} lead={t('imports.lead')}>
      <Card title={t('imports.upload')}>
        <UploadForm action={action}>
          <FormNotice form={form} t={t} />
          <FileField
            name="file"
            label={t('imports.file')}
            hint={t('imports.file-hint')}
            form={form}
            t={t}
            accept=".csv,.tsv,.txt,.xlsx,.zip"
          />
          <Button>{t('imports.receive')}</Button>
        </UploadForm>
      </Card>
      <DataTable
        caption={t('imports.title')}
        head={[t('imports.file'), t('imports.state'), t('imports.rows'), t('imports.at')]}
        rows={imports.map(({ id, href, name, state, rows, at }) => ({
          key: id,
          cells: [<TextLink href={href}>{name}</TextLink>, state, rows, at],
        }))}
        empty={t('imports.none')}
      />
    </Desk>
  )
}

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

/** What a value was taken for; `value` is empty for those that are not named. */
type AnswerLine = { column: string; value: string; n: string; means: string }

/** Why rows do not come in, or not whole, and which. */
type RefusalLine = { why: string; n: string; lines: string }

export type ImportProps = {
  t: Translate
  name: string
  state: string
  stateText: string
  progress: { value: number; most: number; label: string } | undefined
  counts: { label: string; value: string }[]
  samples: Sample[]
  answers: AnswerLine[]
  refusals: RefusalLine[]
  /** Where those are found who said yes without a proof. */
  unproved: string | undefined
  failure: string | undefined
  paths: { mapping: string; start: string; refused: string; undoing: string }
  refused: boolean
  /** Where those are settled whose town is not sure. */
  places: string | undefined
  again: string
}

/** How far an import is, and what it did. */
export function ImportPage({
  t,
  name,
  state,
  stateText,
  progress,
  counts,
  samples,
  answers,
  refusals,
  unproved,
  failure,
  paths,
  refused,
  places,
  again,
}: ImportProps) {
  return (
    <Desk title={name} lead={stateText}>
      {failure && <Notice>{failure}</Notice>}
      {progress && (
        <>
          <Progress {...progress} />
          <p>
            <TextLink href={again}>{t('imports.refresh')}</TextLink>
          </p>
        </>
      )}
      {counts.length > 0 && <Facts facts={counts} />}
      {unproved && <Unproved t={t} href={unproved} />}
      {state === 'tried' && <p>{t('imports.tried-note')}</p>}
      {refusals.length > 0 && <Refusals t={t} refusals={refusals} />}
      {answers.length > 0 && <Answers t={t} answers={answers} />}
      {samples.length > 0 && <Samples t={t} samples={samples} />}
      {state === 'tried' && (
        <Buttons>
          <Act action={paths.start} tone="primary">
            {t('imports.start')}
          </Act>
          <ButtonLink href={paths.mapping} tone="plain">
            {t('imports.change-mapping')}
          </ButtonLink>
        </Buttons>
      )}
      <Left
        t={t}
        refused={refused && state !== 'tried' ? paths.refused : undefined}
        places={state === 'done' ? places : undefined}
      />
      {state === 'done' && <Undoing t={t} action={paths.undoing} />}
    </Desk>
  )
}

/** What is left to do: rows that did not come in, towns that are not sure. */
function Left({ t, refused, places }: { t: Translate; refused: string | undefined; places: string | undefined }) {
  if (!refused && !places) return null
  return (
    <Buttons>
      {refused && (
        <ButtonLink href={refused} tone="plain">
          {t('imports.refused-file')}
        </ButtonLink>
      )}
      {places && (
        <ButtonLink href={places} tone="plain">
          {t('imports.places')}
        </ButtonLink>
      )}
    </Buttons>
  )
}

function Unproved({ t, href }: { t: Translate; href: string }) {
  return (
    <p>
      {t('imports.unproved-note')} <TextLink href={href}>{t('imports.unproved-find')}</TextLink>
    </p>
  )
}

function Undoing({ t, action }: { t: Translate; action: string }) {
  return (
    <Disclosure summary={t('imports.undo')}>
      <p>{t('imports.undo-what')}</p>
      <Act action={action} tone="danger">
        {t('imports.undo')}
      </Act>
    </Disclosure>
  )
}

function Samples({ t, samples }: Pick<ImportProps, 't' | 'samples'>) {
  return (
    <Titled title={t('imports.samples')}>
      <DataTable
        caption={t('imports.samples')}
        head={[t('imports.line'), t('imports.fate'), t('imports.who'), t('imports.points'), t('imports.town')]}
        rows={samples.map(({ line, fate, reason, name: who, points, town }) => ({
          key: String(line),
          cells: [String(line), [t(`imports.fate-${fate}`), reason && t(reason)].filter(Boolean).join(' – '), who, points, town],
        }))}
        empty=""
      />
    </Titled>
  )
}

function Refusals({ t, refusals }: Pick<ImportProps, 't' | 'refusals'>) {
  return (
    <Titled title={t('imports.refusals')}>
      <DataTable
        caption={t('imports.refusals')}
        head={[t('imports.why'), t('imports.rows'), t('imports.which-rows')]}
        rows={refusals.map(({ why, n, lines }) => ({ key: why, cells: [why, n, lines] }))}
        empty=""
      />
    </Titled>
  )
}

function Answers({ t, answers }: Pick<ImportProps, 't' | 'answers'>) {
  return (
    <Titled title={t('imports.answers')}>
      <DataTable
        caption={t('imports.answers')}
        head={[t('imports.column'), t('imports.value'), t('imports.rows'), t('imports.fate')]}
        rows={answers.map(({ column, value, n, means }) => ({
          key: `${column} ${value} ${means}`,
          cells: [column, value, n, means],
        }))}
        empty=""
      />
    </Titled>
  )
}
