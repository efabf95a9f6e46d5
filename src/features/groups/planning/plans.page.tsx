import type { Locale } from '#platform/i18n/locales'
import { type Dot, DotMap } from '#ui/dot-map'
import { ErrorSummary } from '#ui/error-summary'
import { FieldRow, Form, FormNotice, type FormState, SelectField, TextField } from '#ui/form'
import { Act, Button, ButtonLink, Card, Disclosure, List, Notice, Small, Stats, TextLink } from '#ui/parts'
import { Badges, Columns, DataTable, Desk, Progress } from '#ui/table'
import type { T } from './texts.ts'

const HEAD = ['group', 'town', 'people', 'mean', 'far', 'answers', 'state'] as const

export type PlansProps = {
  t: T
  locale: Locale
  form: FormState
  audiences: { value: string; text: string }[]
  lines: { id: string; href: string; name: string; cells: string[] }[]
  fresh: string
}

/** Plans of areas, and a new one. */
export function PlansPage({ t, locale, form, audiences, lines, fresh }: PlansProps) {
  const labels = {
    name: t('planning.name'),
    audience: t('planning.audience'),
    size: t('planning.size'),
    reach: t('planning.reach'),
  }
  return (
    <Desk title={t('planning.title')} lead={t('planning.lead')}>
      <Columns>
        <Card title={t('planning.new')}>
          {audiences.length === 0 ? (
            <>
              <p>{t('planning.no-audience')}</p>
              <ButtonLink href={fresh}>{t('planning.make-audience')}</ButtonLink>
            </>
          ) : (
            <Form action="">
              <ErrorSummary {...{ form, t, locale, labels }} />
              <FormNotice form={form} t={t} />
              <TextField name="name" label={labels.name} hint={t('planning.name-hint')} {...{ form, t }} maxLength={80} />
              <SelectField name="audience" label={labels.audience} {...{ form, t, options: audiences }} />
              <FieldRow>
                <TextField name="size" label={labels.size} {...{ form, t }} inputmode="numeric" maxLength={2} />
                <TextField name="reach" label={labels.reach} {...{ form, t }} inputmode="numeric" maxLength={3} />
              </FieldRow>
              <Small>{t('planning.whom')}</Small>
              <Button>{t('planning.draw')}</Button>
            </Form>
          )}
        </Card>
        <DataTable
          caption={t('planning.title')}
          head={[t('planning.name'), t('planning.people'), t('planning.state'), t('planning.at')]}
          rows={lines.map(({ id, href, name, cells }) => ({
            key: id,
            cells: [
              <TextLink key="name" href={href}>
                {name}
              </TextLink>,
              ...cells,
            ],
          }))}
          empty={t('planning.none')}
        />
      </Columns>
    </Desk>
  )
}

export type PlanProps = {
  t: T
  name: string
  lead: string
  path: string
  working: { value: number; most: number; label: string } | undefined
  notice: string | undefined
  /** The plan does not look at all whom it was asked for. */
  cut: string | undefined
  stats: { label: string; value: string }[]
  map: { dots: Dot[]; summary: string } | undefined
  groups: { id: string; href: string | undefined; name: string; cells: string[]; badges: string[] }[]
  acts: { invite: string | undefined; again: boolean; remove: boolean }
  after: string | undefined
  back: string
}

/** One plan: a map and figures, nobody's name. */
export function PlanPage(props: PlanProps) {
  const { t, name, lead, path, working, notice, cut, stats, map, groups, acts, after, back } = props
  return (
    <Desk title={name} lead={lead} acts={acts.invite && <ButtonLink href={acts.invite}>{t('planning.invite')}</ButtonLink>}>
      {working && (
        <>
          <Progress {...working} />
          <p>
            <TextLink href={path}>{t('planning.refresh')}</TextLink>
          </p>
        </>
      )}
      {notice && <Notice>{notice}</Notice>}
      {cut && <Notice>{cut}</Notice>}
      {stats.length > 0 && <Stats stats={stats} />}
      {map && (
        <figure>
          <DotMap dots={map.dots} summary={map.summary} large />
          <figcaption class="mt-2 text-base">{map.summary}</figcaption>
        </figure>
      )}
      {groups.length > 0 && (
        <DataTable
          caption={t('planning.groups')}
          head={HEAD.map((one) => t(`planning.head-${one}`))}
          rows={groups.map(({ id, href, name: group, cells, badges }) => ({
            key: id,
            cells: [
              href ? (
                <TextLink key="name" href={href}>
                  {group}
                </TextLink>
              ) : (
                group
              ),
              ...cells,
              <Badges key="badges" texts={badges} />,
            ],
          }))}
          empty={t('planning.none')}
        />
      )}
      <Ending t={t} path={path} acts={acts} />
      <p>
        {after && <TextLink href={after}>{t('planning.before')}</TextLink>} <TextLink href={back}>{t('planning.all')}</TextLink>
      </p>
    </Desk>
  )
}

function Ending({ t, path, acts }: Pick<PlanProps, 't' | 'path' | 'acts'>) {
  return (
    <>
      {acts.again && (
        <Disclosure summary={t('planning.again.title')}>
          <p>{t('planning.again.lead')}</p>
          <Act action={`${path}/again`} tone="primary">
            {t('planning.again.button')}
          </Act>
        </Disclosure>
      )}
      {acts.remove && (
        <Disclosure summary={t('planning.remove.title')}>
          <p>{t('planning.remove.lead')}</p>
          <Act action={`${path}/removal`} tone="danger">
            {t('planning.remove.button')}
          </Act>
        </Disclosure>
      )}
    </>
  )
}

export type PlannedProps = {
  t: T
  locale: Locale
  name: string
  facts: string[]
  path: string
  form: FormState
  near: { value: string; text: string }[]
  back: string
}

/** One group of a plan, to be adjusted before anybody is asked. */
export function PlannedPage({ t, locale, name, facts, path, form, near, back }: PlannedProps) {
  const labels = { name: t('planning.head-group'), town: t('planning.town') }
  return (
    <Desk title={name} lead={facts.join(' · ')}>
      <Columns>
        <Card title={t('planning.adjust')}>
          <Form action={path}>
            <ErrorSummary {...{ form, t, locale, labels }} />
            <FormNotice form={form} t={t} />
            <TextField name="name" label={labels.name} {...{ form, t }} maxLength={80} />
            <TextField name="town" label={labels.town} hint={t('planning.town-hint')} {...{ form, t }} maxLength={120} />
            <Button tone="plain">{t('planning.save')}</Button>
          </Form>
        </Card>
        <Card title={t('planning.join.title')}>
          {near.length === 0 ? (
            <p>{t('planning.join.nobody')}</p>
          ) : (
            <Form action={`${path}/join`}>
              <SelectField
                name="into"
                label={t('planning.join.into')}
                {...{ form: { values: {}, errors: {} }, t, options: near }}
              />
              <Button tone="plain">{t('planning.join.button')}</Button>
            </Form>
          )}
        </Card>
        <Card title={t('planning.drop.title')}>
          <p>{t('planning.drop.lead')}</p>
          <Act action={`${path}/removal`} tone="danger">
            {t('planning.drop.button')}
          </Act>
        </Card>
      </Columns>
      <p>
        <TextLink href={back}>{t('planning.back')}</TextLink>
      </p>
    </Desk>
  )
}

export type InvitePlanProps = { t: T; title: string; says: string[]; action: string; back: string }

/** The last look before people are asked. */
export function InvitePlanPage({ t, title, says, action, back }: InvitePlanProps) {
  return (
    <Desk title={title}>
      <List>
        {says.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </List>
      <Act action={action} tone="primary">
        {t('planning.invite-now')}
      </Act>
      <p>
        <TextLink href={back}>{t('planning.back')}</TextLink>
      </p>
    </Desk>
  )
}
