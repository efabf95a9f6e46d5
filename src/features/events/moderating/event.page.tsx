import type { Locale } from '#platform/i18n/locales'
import { ErrorSummary } from '#ui/error-summary'
import { Form, FormNotice, type FormState, Hidden, TextArea } from '#ui/form'
import { Act, Button, ButtonLink, Card, List, Notice, Small, Stack, TextLink } from '#ui/parts'
import { Photo } from '#ui/photo'
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
  const head = (['title', 'when', 'town', 'coming'] as const).map((name) => t(`moderating.head-${name}`))
  return (
    <Desk
      title={t('moderating.title')}
      acts={views.map(({ href, text, current }) => (
        <ButtonLink key={href} href={href} small tone={current ? 'primary' : 'plain'}>
          {text}
        </ButtonLink>
      ))}
    >
      <DataTable
        caption={t('moderating.title')}
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
        empty={t('moderating.none')}
      />
      {next && (
        <p>
          <ButtonLink href={next} tone="plain">
            {t('moderating.next')}
          </ButtonLink>
        </p>
      )}
      {policy && (
        <Card title={t('moderating.policy-title')}>
          <p>{t(policy.waits ? 'moderating.policy-waits' : 'moderating.policy-watched')}</p>
          <Act action={policy.action} fields={{ first: policy.waits ? 'watched' : 'waits' }}>
            {t(policy.waits ? 'moderating.policy-to-watched' : 'moderating.policy-to-waits')}
          </Act>
        </Card>
      )}
    </Desk>
  )
}

/** Where each thing is sent that may be done with an event as it stands. */
export type Acts = {
  cancel?: string
  publish?: string
  /** Nobody holds it any more. */
  takeOver?: string
  settle?: string
  picture?: { src: string; remove: string }
  listing?: { action: string; listed: boolean }
  /** Two persons lift the silence around a vote for it: asked for, then done. */
  waiver?: { ask: string; use?: string }
}

export type StaffEventProps = {
  t: T
  locale: Locale
  title: string
  notice: string | undefined
  facts: { label: string; value: string }[]
  description: string[]
  reports: string[]
  /** Each form of the page as it was sent. */
  forms(name: 'listing' | 'cancel' | 'waiver'): FormState
  open: string
  acts: Acts
  back: string
}

/** One event, for those in charge of its territory. */
export function StaffEventPage(props: StaffEventProps) {
  const { t, title, notice, facts, description, reports, open, back } = props
  const { takeOver, publish, settle, picture } = props.acts
  return (
    <Desk title={title}>
      {notice && <Notice>{notice}</Notice>}
      <Columns>
        <Card title={t('moderating.what')}>
          <Facts facts={facts} />
          {description.map((line) => (
            <p key={line}>{line}</p>
          ))}
          {picture && (
            <>
              <Photo src={picture.src} words={title} />
              <Act small tone="danger" action={picture.remove}>
                {t('moderating.picture-remove')}
              </Act>
            </>
          )}
          {takeOver && (
            <>
              <p>{t('moderating.nobody')}</p>
              <Act action={takeOver}>{t('moderating.take-over')}</Act>
            </>
          )}
          {publish && (
            <Act action={publish} tone="primary">
              {t('moderating.publish')}
            </Act>
          )}
          <p>
            <TextLink href={open}>{t('moderating.page')}</TextLink>
          </p>
        </Card>
        <Deciding {...props} />
      </Columns>
      {reports.length > 0 && (
        <Card title={t('moderating.reports')}>
          <List>
            {reports.map((words) => (
              <li key={words}>{words}</li>
            ))}
          </List>
          {settle && <Act action={settle}>{t('moderating.settle')}</Act>}
        </Card>
      )}
      <p>
        <TextLink href={back}>{t('moderating.title')}</TextLink>
      </p>
    </Desk>
  )
}

function Deciding({ t, locale, forms, acts: { listing, cancel, waiver } }: StaffEventProps) {
  return (
    <Stack>
      {listing && (
        <Reasoned
          {...{ t, locale, form: forms('listing'), action: listing.action, most: 1000 }}
          id="listing-reason"
          title={t(listing.listed ? 'moderating.unlist' : 'moderating.list')}
          tone={listing.listed ? 'danger' : 'plain'}
          fields={{ listed: listing.listed ? 'no' : 'yes' }}
        />
      )}
      {cancel && (
        <Reasoned
          {...{ t, locale, form: forms('cancel'), action: cancel, most: 500 }}
          id="cancel-reason"
          title={t('moderating.call-off')}
          lead={t('moderating.call-off-lead')}
          tone="danger"
        />
      )}
      {waiver && (
        <>
          <Reasoned
            {...{ t, locale, form: forms('waiver'), action: waiver.ask, most: 500 }}
            id="waiver-reason"
            title={t('moderating.waiver-title')}
            lead={t('moderating.waiver-lead')}
            button={t('moderating.waiver-ask')}
            tone="plain"
          />
          {waiver.use && <Act action={waiver.use}>{t('moderating.waiver-use')}</Act>}
        </>
      )}
    </Stack>
  )
}

type ReasonedProps = Pick<StaffEventProps, 't' | 'locale'> & {
  id: string
  title: string
  lead?: string
  button?: string
  tone: 'danger' | 'plain'
  action: string
  fields?: Record<string, string>
  form: FormState
  most: number
}

/** Something that is decided with a reason. */
function Reasoned({ t, locale, id, title, lead, button, tone, action, fields = {}, form, most }: ReasonedProps) {
  const label = t('moderating.reason')
  return (
    <Card title={title}>
      {lead && <Small>{lead}</Small>}
      <Form action={action}>
        <ErrorSummary {...{ form, t, locale, labels: { reason: label } }} />
        <FormNotice form={form} t={t} />
        {Object.entries(fields).map(([name, value]) => (
          <Hidden key={name} {...{ name, value }} />
        ))}
        <TextArea name="reason" {...{ id, label, form, t }} maxLength={most} />
        <Button tone={tone}>{button ?? title}</Button>
      </Form>
    </Card>
  )
}
