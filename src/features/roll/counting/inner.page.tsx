import type { Locale } from '#platform/i18n/locales'
import { ErrorSummary } from '#ui/error-summary'
import { Form, FormNotice, type FormState, TextArea, TextField } from '#ui/form'
import { Act, Button, ButtonLink, Card, Disclosure, List, Notice, Small, Stack, Table } from '#ui/parts'
import { Columns, Desk } from '#ui/table'
import type { T } from './texts.ts'

export type InnerProps = {
  t: T
  locale: Locale
  name: string
  back: string
  /** From when counts may be told; undefined: they are open. */
  hour: string | undefined
  parts: { title: string; received: string; rows: string[][]; others: string }[]
  towns: string[][]
  turnout: string[]
  candidates: { names: string[]; action: string | undefined; form: FormState }
  /** What can be done to open them: nothing yet, or no more. */
  opening: { state: string; ask: string | undefined; open: string | undefined; form: FormState }
}

/** Counts as those in charge see them, before anybody else may. */
export function InnerPage({ t, locale, name, back, hour, parts, towns, turnout, candidates, opening }: InnerProps) {
  const head = [t('counting.candidate'), t('counting.votes'), t('counting.part')]
  return (
    <Desk
      title={t('counting.results.title', { vote: name })}
      lead={t('counting.unofficial')}
      acts={
        <ButtonLink href={back} tone="plain">
          {t('counting.back-to-vote')}
        </ButtonLink>
      }
    >
      {hour && <Notice>{t('counting.inner', { hour })}</Notice>}
      <Columns>
        <Stack>
          {parts.map(({ title, received, rows, others }) => (
            <Card key={title} title={title}>
              <p>{received}</p>
              {rows.length > 0 && <Table caption={title} head={head} rows={rows} />}
              {others && <Small>{others}</Small>}
            </Card>
          ))}
          {parts.length === 0 && <p>{t('counting.none')}</p>}
        </Stack>
        <Stack>
          <Opening {...{ t, locale }} {...opening} />
          <Candidates {...{ t, locale }} {...candidates} />
          {turnout.length > 0 && (
            <Card title={t('counting.turnout.title')}>
              <List>
                {turnout.map((one) => (
                  <li key={one}>{one}</li>
                ))}
              </List>
            </Card>
          )}
          {towns.length > 0 && (
            <Table caption={t('counting.town')} head={[t('counting.town'), t('counting.counted')]} rows={towns} />
          )}
        </Stack>
      </Columns>
    </Desk>
  )
}

/** Two persons open them: one asks, another allows. */
function Opening({ t, locale, state, ask, open, form }: Pick<InnerProps, 't' | 'locale'> & InnerProps['opening']) {
  const label = t('counting.open.reason')
  return (
    <Card title={t('counting.open.title')}>
      <p>{state}</p>
      {ask && (
        <Form action={ask}>
          <ErrorSummary {...{ form, t, locale, labels: { reason: label } }} />
          <FormNotice form={form} t={t} />
          <TextField name="reason" {...{ label, form, t }} maxLength={300} />
          <Button tone="plain">{t('counting.open.ask')}</Button>
        </Form>
      )}
      {open && <Act action={open}>{t('counting.open.button')}</Act>}
    </Card>
  )
}

/** Who can be voted for; `action`: where who looks after the whole movement says it. */
function Candidates({ t, locale, names, action, form }: Pick<InnerProps, 't' | 'locale'> & InnerProps['candidates']) {
  const label = t('counting.candidates.names')
  return (
    <Card title={t('counting.candidates.title')}>
      {names.length === 0 && <p>{t('counting.candidates.none')}</p>}
      <List>
        {names.map((one) => (
          <li key={one}>{one}</li>
        ))}
      </List>
      {action && (
        <Disclosure
          summary={t('counting.candidates.change')}
          open={Object.keys(form.errors).length > 0 || form.notice !== undefined}
        >
          <Form action={action}>
            <ErrorSummary {...{ form, t, locale, labels: { names: label } }} />
            <FormNotice form={form} t={t} />
            <TextArea name="names" {...{ label, form, t }} hint={t('counting.candidates.hint')} maxLength={4000} />
            <Button tone="plain">{t('counting.candidates.button')}</Button>
          </Form>
        </Disclosure>
      )}
    </Card>
  )
}
