import type { Locale } from '#platform/i18n/locales'
import { ErrorSummary } from '#ui/error-summary'
import { FieldRow, Form, FormNotice, type FormState, TextArea, TextField } from '#ui/form'
import { Button, ButtonLink, Card, List, TextLink } from '#ui/parts'
import { DataTable, Desk } from '#ui/table'
import type { T } from './texts.ts'

export type VotesProps = { t: T; votes: { id: string; name: string; href: string }[] }

/** Votes whose stations are looked after. */
export function VotesPage({ t, votes }: VotesProps) {
  return (
    <Desk title={t('stations.title')} lead={t('stations.lead')}>
      <List>
        {votes.map(({ id, name, href }) => (
          <li key={id}>
            <TextLink href={href}>{name}</TextLink>
          </li>
        ))}
      </List>
      {votes.length === 0 && <p>{t('stations.no-vote')}</p>}
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
}

/** The stations of a vote, by town. */
export function VotePage({ t, locale, name, results, towns, add }: VoteProps) {
  const head = (['town', 'stations', 'assessors', 'substitutes', 'delegates', 'waits'] as const).map((one) =>
    t(`stations.head.${one}`),
  )
  return (
    <Desk
      title={name}
      lead={t('stations.vote-lead')}
      acts={
        <ButtonLink href={results} tone="plain">
          {t('stations.evening')}
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
      <Card title={t('stations.add.title')}>
        <AddForm {...{ t, locale }} {...add} />
      </Card>
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
