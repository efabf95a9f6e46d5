import { ErrorSummary } from '#ui/error-summary'
import { FieldRow, Form, FormNotice, type FormState, Hidden, TextField } from '#ui/form'
import { Act, Article, Button, ButtonLink, Card, List, Notice, Section, Small, Stats, TextLink } from '#ui/parts'
import { DataTable, Desk, Progress } from '#ui/table'
import type { Locale } from '#platform/i18n/locales'
import type { T } from './texts.ts'

type DriveCard = {
  vote: string
  name: string
  /** What ends next, and when. */
  until: string | undefined
  progress: { value: number; most: number; label: string }
  stats: { label: string; value: string }[]
  press: string
}

export type DrivesProps = {
  t: T
  locale: Locale
  name: string
  path: string
  form: FormState
  drives: DriveCard[]
  /** Votes before which the group has none yet; undefined: she is no organiser. */
  begin: { vote: string; name: string; until: string | undefined }[] | undefined
  /** What was just counted, to take back. */
  back: { vote: string; press: string } | undefined
  sheet: string
  check: string
  group: string
}

/** What a group does so that its neighbours may vote. */
export function DrivesPage(props: DrivesProps) {
  const { t, drives, begin, back, path, sheet, check, group, name } = props
  return (
    <Article title={t('drives.title', { name })} lead={t('drives.lead')}>
      {back && (
        <Act action={`${path}/back`} fields={back}>
          {t('drives.back')}
        </Act>
      )}
      {drives.length === 0 && <Notice>{t(begin ? 'drives.none' : 'drives.none-yet')}</Notice>}
      {drives.map((drive) => (
        <Drive key={drive.vote} {...props} drive={drive} />
      ))}
      {begin?.map((vote) => (
        <Begin key={vote.vote} {...props} vote={vote} />
      ))}
      <Section title={t('drives.how')}>
        <List>
          <li>{t('drives.how.check')}</li>
          <li>{t('drives.how.phone')}</li>
          <li>{t('drives.how.promise')}</li>
          <li>{t('drives.how.count')}</li>
        </List>
        <p>
          <ButtonLink href={check} tone="plain">
            {t('drives.open')}
          </ButtonLink>
        </p>
        <p>
          <TextLink href={sheet}>{t('drives.sheet')}</TextLink>
          {' · '}
          <TextLink href={group}>{t('drives.group')}</TextLink>
        </p>
      </Section>
    </Article>
  )
}

function Drive({ t, locale, path, form, drive }: DrivesProps & { drive: DriveCard }) {
  const own = form.values.vote === drive.vote ? form : { values: {}, errors: {} }
  const labels = { checked: t('drives.checked'), registered: t('drives.registered') }
  return (
    <Card title={drive.name}>
      {drive.until && <p>{drive.until}</p>}
      <Progress {...drive.progress} />
      <Stats stats={drive.stats} />
      <Form action={`${path}/counts`}>
        <ErrorSummary {...{ form: own, t, locale, labels }} />
        <FormNotice form={own} t={t} />
        <Hidden name="vote" value={drive.vote} />
        <Hidden name="press" value={drive.press} />
        <FieldRow>
          <TextField name="checked" type="number" inputmode="numeric" label={labels.checked} {...{ form: own, t }} />
          <TextField name="registered" type="number" inputmode="numeric" label={labels.registered} {...{ form: own, t }} />
        </FieldRow>
        <Button>{t('drives.add')}</Button>
        <Small>{t('drives.add-hint')}</Small>
      </Form>
    </Card>
  )
}

function Begin({ t, locale, path, form, vote }: DrivesProps & { vote: NonNullable<DrivesProps['begin']>[number] }) {
  const own: FormState = form.values.vote === vote.vote ? form : { values: { neighbours: '30' }, errors: {} }
  const label = t('drives.neighbours')
  return (
    <Card title={t('drives.begin-title', { vote: vote.name })}>
      {vote.until && <p>{vote.until}</p>}
      <Form action={path}>
        <ErrorSummary {...{ form: own, t, locale, labels: { neighbours: label } }} />
        <Hidden name="vote" value={vote.vote} />
        <TextField
          name="neighbours"
          type="number"
          inputmode="numeric"
          label={label}
          hint={t('drives.neighbours-hint')}
          {...{ form: own, t }}
        />
        <Button>{t('drives.begin')}</Button>
      </Form>
    </Card>
  )
}

export type SumsProps = {
  t: T
  votes: { name: string; stats: { label: string; value: string }[]; rows: { key: string; cells: string[] }[] }[]
}

/** What the groups of a territory did, for those in charge. */
export function SumsPage({ t, votes }: SumsProps) {
  return (
    <Desk title={t('drives.sums')} lead={t('drives.sums-lead')}>
      {votes.length === 0 && <p>{t('drives.sums-none')}</p>}
      {votes.map(({ name, stats, rows }) => (
        <Section key={name} title={name}>
          <Stats stats={stats} />
          <DataTable
            caption={name}
            head={[t('drives.group-name'), t('drives.town'), t('drives.checked'), t('drives.registered'), t('drives.aim')]}
            rows={rows}
            empty={t('drives.sums-none')}
          />
        </Section>
      ))}
    </Desk>
  )
}
