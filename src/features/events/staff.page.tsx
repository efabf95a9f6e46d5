import type { Locale } from '#platform/i18n/locales'
import { ErrorSummary } from '#ui/error-summary'
import { Form, FormNotice, type FormState, Hidden, TextArea } from '#ui/form'
import { Act, Button, ButtonLink, Card, List, Notice, Small, Stack, TextLink } from '#ui/parts'
import { Badge, Columns, DataTable, Desk, Facts } from '#ui/table'
import type { T } from './texts.ts'

export type StaffEventsProps = {
  t: T
  views: { href: string; text: string; current: boolean }[]
  rows: { key: string; title: string; href: string; cells: string[]; badges: string[] }[]
  next: string | undefined
  policy: { action: string; waits: boolean } | undefined
}

/** Events of a territory, for those in charge of it. */
export function StaffEventsPage({ t, views, rows, next, policy }: StaffEventsProps) {
  const head = (['title', 'when', 'town', 'coming'] as const).map((name) => t(`events.staff.head-${name}`))
  return (
    <Desk
      title={t('events.staff.title')}
      acts={views.map(({ href, text, current }) => (
        <ButtonLink key={href} href={href} small tone={current ? 'primary' : 'plain'}>
          {text}
        </ButtonLink>
      ))}
    >
      <DataTable
        caption={t('events.staff.title')}
        head={head}
        rows={rows.map(({ key, title, href, cells, badges }) => ({
          key,
          cells: [
            <>
              <TextLink href={href}>{title}</TextLink>{' '}
              {badges.map((badge) => (
                <Badge key={badge} tone="bad">
                  {badge}
                </Badge>
              ))}
            </>,
            ...cells,
          ],
        }))}
        empty={t('events.staff.none')}
      />
      {next && (
        <p>
          <ButtonLink href={next} tone="plain">
            {t('events.staff.next')}
          </ButtonLink>
        </p>
      )}
      {policy && (
        <Card title={t('events.policy.title')}>
          <p>{t(policy.waits ? 'events.policy.waits' : 'events.policy.watched')}</p>
          <Act action={policy.action} fields={{ first: policy.waits ? 'watched' : 'waits' }}>
            {t(policy.waits ? 'events.policy.to-watched' : 'events.policy.to-waits')}
          </Act>
        </Card>
      )}
    </Desk>
  )
}

export type StaffEventProps = {
  t: T
  locale: Locale
  title: string
  notice: string | undefined
  facts: { label: string; value: string }[]
  description: string[]
  reports: string[]
  form: FormState
  open: string
  publish: string | undefined
  settle: string | undefined
  listing: { action: string; listed: boolean } | undefined
  /** Two persons lift the silence around a vote for it: asked for, then done. */
  waiver: { ask: string; use: string } | undefined
  back: string
}

/** One event, for those in charge of its territory. */
export function StaffEventPage(props: StaffEventProps) {
  const { t, title, notice, facts, description, reports, open, publish, settle, back } = props
  return (
    <Desk title={title}>
      {notice && <Notice>{notice}</Notice>}
      <Columns>
        <Card title={t('events.staff.what')}>
          <Facts facts={facts} />
          {description.map((line) => (
            <p key={line}>{line}</p>
          ))}
          {publish && (
            <Act action={publish} tone="primary">
              {t('events.staff.publish')}
            </Act>
          )}
          <p>
            <TextLink href={open}>{t('events.staff.page')}</TextLink>
          </p>
        </Card>
        <Deciding {...props} />
      </Columns>
      {reports.length > 0 && (
        <Card title={t('events.staff.reports')}>
          <List>
            {reports.map((words) => (
              <li key={words}>{words}</li>
            ))}
          </List>
          {settle && <Act action={settle}>{t('events.staff.settle')}</Act>}
        </Card>
      )}
      <p>
        <TextLink href={back}>{t('events.staff.title')}</TextLink>
      </p>
    </Desk>
  )
}

function Deciding({ t, locale, form, listing, waiver }: StaffEventProps) {
  return (
    <Stack>
      {listing && (
        <Card title={t(listing.listed ? 'events.staff.unlist' : 'events.staff.list')}>
          <Form action={listing.action}>
            <ErrorSummary {...{ form, t, locale, labels: { reason: t('events.staff.reason') } }} />
            <FormNotice form={form} t={t} />
            <Hidden name="listed" value={listing.listed ? 'no' : 'yes'} />
            <TextArea name="reason" label={t('events.staff.reason')} {...{ form, t }} maxLength={1000} />
            <Button tone={listing.listed ? 'danger' : 'plain'}>
              {t(listing.listed ? 'events.staff.unlist' : 'events.staff.list')}
            </Button>
          </Form>
        </Card>
      )}
      {waiver && (
        <Card title={t('events.waiver.title')}>
          <Small>{t('events.waiver.lead')}</Small>
          <Form action={waiver.ask}>
            <TextArea
              name="reason"
              id="waiver-reason"
              label={t('events.staff.reason')}
              form={{ values: {}, errors: {} }}
              t={t}
              maxLength={500}
            />
            <Button tone="plain">{t('events.waiver.ask')}</Button>
          </Form>
          <Act action={waiver.use}>{t('events.waiver.use')}</Act>
        </Card>
      )}
    </Stack>
  )
}
