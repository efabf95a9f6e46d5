import type { Translate } from '#platform/i18n/texts'
import { FileField, FormNotice, type FormState, UploadForm } from '#ui/form'
import { Act, Button, ButtonLink, Buttons, Card, Disclosure, Notice, TextLink } from '#ui/parts'
import { DataTable, Desk, Facts, Progress, Titled } from '#ui/table'
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
