import type { Translate } from '#platform/i18n/texts'
import { FormNotice, type FormState, TextField, Form } from '#ui/form'
import { Act, Button, ButtonLink, Card, Notice, TextLink } from '#ui/parts'
import { DataTable, Desk, Progress } from '#ui/table'

type Line = { id: string; href: string; name: string; state: string; rows: string; at: string }
/** How far a second person is: nobody was asked, somebody was, or has allowed it. */
type Second = 'none' | 'waits' | 'given'
/** `state`: of the archive of everything; undefined for who may not ask for it. */
type ExportsProps = {
  t: Translate
  form: FormState
  exports: Line[]
  paths: { ask: string; make: string }
  state: Second | undefined
}

export function ExportsPage({ t, form, exports: lines, paths, state }: ExportsProps) {
  return (
    <Desk title={t('exports.title')} lead={t('exports.lead')}>
      <DataTable
        caption={t('exports.title')}
        head={[t('exports.file'), t('exports.state'), t('exports.rows'), t('exports.at')]}
        rows={lines.map(({ id, href, name, state, rows, at }) => ({
          key: id,
          cells: [<TextLink href={href}>{name}</TextLink>, state, rows, at],
        }))}
        empty={t('exports.none')}
      />
      {state && (
        <Card title={t('exports.movement')}>
          <p>{t('exports.movement-lead')}</p>
          <WithSecond {...{ t, form, state, paths }} make={t('exports.make')} />
        </Card>
      )}
    </Desk>
  )
}

type WithSecondProps = { t: Translate; form: FormState; state: Second; paths: { ask: string; make: string }; make: string }

/** The next act where two are needed: to ask, to wait, or to have the file made. */
function WithSecond({ t, form, state, paths, make }: WithSecondProps) {
  if (state === 'given')
    return (
      <Act tone="primary" action={paths.make}>
        {make}
      </Act>
    )
  if (state === 'waits')
    return (
      <>
        <FormNotice form={form} t={t} />
        <Notice>{t('exports.waits')}</Notice>
      </>
    )
  return (
    <Form action={paths.ask}>
      <FormNotice form={form} t={t} />
      <TextField name="reason" label={t('exports.reason')} hint={t('exports.reason-hint')} form={form} t={t} maxLength={200} />
      <Button>{t('exports.ask')}</Button>
    </Form>
  )
}

type SecondPersonProps = {
  t: Translate
  form: FormState
  name: string
  many: { count: number; most: string }
  state: Second
  takesTwo: boolean
  paths: { ask: string; make: string }
}

/** Before a large file: a second person is asked, has to answer, or has allowed it. */
export function SecondPersonPage({ t, form, name, many, state, takesTwo, paths }: SecondPersonProps) {
  return (
    <Desk title={name} lead={t('exports.persons', many)}>
      {takesTwo && <p>{t('exports.two-lead', many)}</p>}
      <WithSecond {...{ t, form, state, paths }} make={t('exports.make-file')} />
    </Desk>
  )
}

type ExportProps = {
  t: Translate
  name: string
  state: string
  progress: { value: number; most: number; label: string } | undefined
  file: string | undefined
  again: string
}

export function ExportPage({ t, name, state, progress, file, again }: ExportProps) {
  return (
    <Desk title={name} lead={state}>
      {progress && (
        <>
          <Progress {...progress} />
          <p>
            <TextLink href={again}>{t('exports.refresh')}</TextLink>
          </p>
        </>
      )}
      {file && (
        <>
          <ButtonLink href={file}>{t('exports.fetch')}</ButtonLink>
          <Notice>{t('exports.fetch-note')}</Notice>
        </>
      )}
    </Desk>
  )
}
