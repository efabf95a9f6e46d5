import type { Locale } from '#platform/i18n/locales'
import { ErrorSummary } from '#ui/error-summary'
import { FieldRow, Form, FormNotice, type FormState, TextArea, TextField } from '#ui/form'
import { Act, Button, ButtonLink, Card, Disclosure, List, Notice, Small, Stack, Table, TextLink } from '#ui/parts'
import { Columns, DataTable, Desk } from '#ui/table'
import type { T } from './texts.ts'

export type VotesProps = { t: T; votes: { id: string; name: string; href: string; hour: string }[] }

/** Votes whose stations are looked after. */
export function VotesPage({ t, votes }: VotesProps) {
  return (
    <Desk title={t('stations.title')} lead={t('stations.lead')}>
      <DataTable
        caption={t('stations.title')}
        head={[t('stations.vote'), t('stations.hour')]}
        rows={votes.map(({ id, name, href, hour }) => ({ key: id, cells: [<TextLink href={href}>{name}</TextLink>, hour] }))}
        empty={t('stations.no-vote')}
      />
    </Desk>
  )
}

export type VoteProps = {
  t: T
  locale: Locale
  name: string
  results: string
  towns: { key: string; name: string; href: string; cells: string[] }[]
  add: { action: string; form: FormState }
  /** For who looks after the whole movement. */
  candidates: { action: string; form: FormState; names: string[] } | undefined
  names: string[]
}

/** The stations of a vote, by town. */
export function VotePage({ t, locale, name, results, towns, add, candidates, names }: VoteProps) {
  const head = (['town', 'stations', 'assessors', 'substitutes', 'delegates', 'waits', 'counted'] as const).map((one) =>
    t(`stations.head.${one}`),
  )
  return (
    <Desk
      title={name}
      lead={t('stations.vote-lead')}
      acts={
        <ButtonLink href={results} tone="plain">
          {t('stations.results.inner')}
        </ButtonLink>
      }
    >
      <DataTable
        caption={t('stations.head.stations')}
        head={head}
        rows={towns.map(({ key, name: town, href, cells }) => ({
          key,
          cells: [<TextLink href={href}>{town}</TextLink>, ...cells],
        }))}
        empty={t('stations.none')}
      />
      <Columns>
        <Card title={t('stations.add.title')}>
          <AddForm {...{ t, locale }} {...add} />
        </Card>
        <Card title={t('stations.candidates.title')}>
          {names.length > 0 ? (
            <List>
              {names.map((one) => (
                <li key={one}>{one}</li>
              ))}
            </List>
          ) : (
            <p>{t('stations.candidates.none')}</p>
          )}
          {candidates && (
            <Disclosure
              summary={t('stations.candidates.change')}
              open={Object.keys(candidates.form.errors).length > 0 || candidates.form.notice !== undefined}
            >
              <CandidatesForm {...{ t, locale }} {...candidates} />
            </Disclosure>
          )}
        </Card>
      </Columns>
    </Desk>
  )
}

type FormProps = { t: T; locale: Locale; action: string; form: FormState }

function AddForm({ t, locale, action, form }: FormProps) {
  const labels = {
    town: t('stations.add.town'),
    from: t('stations.add.from'),
    to: t('stations.add.to'),
    lines: t('stations.add.lines'),
  }
  const optional = t('stations.optional')
  return (
    <Form action={action}>
      <ErrorSummary {...{ form, t, locale, labels }} />
      <FormNotice form={form} t={t} />
      <TextField name="town" label={labels.town} hint={t('stations.add.town-hint')} {...{ form, t }} maxLength={100} />
      <FieldRow>
        <TextField name="from" label={labels.from} {...{ form, t, optional }} maxLength={6} inputmode="numeric" />
        <TextField name="to" label={labels.to} {...{ form, t, optional }} maxLength={6} inputmode="numeric" />
      </FieldRow>
      <TextArea
        name="lines"
        label={labels.lines}
        hint={t('stations.add.lines-hint')}
        {...{ form, t, optional }}
        maxLength={60000}
      />
      <Button>{t('stations.add.button')}</Button>
    </Form>
  )
}

function CandidatesForm({ t, locale, action, form }: FormProps) {
  const label = t('stations.candidates.names')
  return (
    <Form action={action}>
      <ErrorSummary {...{ form, t, locale, labels: { names: label } }} />
      <FormNotice form={form} t={t} />
      <TextArea name="names" label={label} hint={t('stations.candidates.hint')} {...{ form, t }} maxLength={4000} />
      <Button tone="plain">{t('stations.candidates.button')}</Button>
    </Form>
  )
}

export type InnerProps = {
  t: T
  locale: Locale
  name: string
  back: string
  hour: string
  parts: { title: string; received: string; rows: string[][]; others: string }[]
  towns: string[][]
  turnout: string[]
  /** What can be done to open them: nothing yet, or no more. */
  opening: { state: string; ask: string | undefined; open: string | undefined; form: FormState }
}

/** Counts as those in charge see them, before anybody else may. */
export function InnerPage({ t, locale, name, back, hour, parts, towns, turnout, opening }: InnerProps) {
  const head = [t('stations.candidate'), t('stations.votes'), t('stations.part')]
  const label = t('stations.open.reason')
  return (
    <Desk
      title={t('stations.results.title', { vote: name })}
      lead={t('stations.unofficial')}
      acts={
        <ButtonLink href={back} tone="plain">
          {t('stations.back-to-vote')}
        </ButtonLink>
      }
    >
      <Notice>{t('stations.inner', { hour })}</Notice>
      <Columns>
        <Stack>
          {parts.map(({ title, received, rows, others }) => (
            <Card key={title} title={title}>
              <p>{received}</p>
              {rows.length > 0 && <Table caption={title} head={head} rows={rows} />}
              <Small>{others}</Small>
            </Card>
          ))}
          {parts.length === 0 && <p>{t('stations.none')}</p>}
        </Stack>
        <Stack>
          <Card title={t('stations.open.title')}>
            <p>{opening.state}</p>
            {opening.ask && (
              <Form action={opening.ask}>
                <ErrorSummary {...{ form: opening.form, t, locale, labels: { reason: label } }} />
                <FormNotice form={opening.form} t={t} />
                <TextField name="reason" label={label} form={opening.form} t={t} maxLength={300} />
                <Button tone="plain">{t('stations.open.ask')}</Button>
              </Form>
            )}
            {opening.open && <Act action={opening.open}>{t('stations.open.button')}</Act>}
          </Card>
          <Card title={t('stations.turnout.title')}>
            <List>
              {turnout.map((one) => (
                <li key={one}>{one}</li>
              ))}
            </List>
          </Card>
          {towns.length > 0 && (
            <Table caption={t('stations.head.town')} head={[t('stations.head.town'), t('stations.head.counted')]} rows={towns} />
          )}
        </Stack>
      </Columns>
    </Desk>
  )
}
