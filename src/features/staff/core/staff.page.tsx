import { ErrorSummary } from '#ui/error-summary'
import { Filter, Form, FormNotice, type FormState, SelectField, TextField } from '#ui/form'
import type { Locale } from '#platform/i18n/locales'
import { Act, Button, Card, Disclosure, Notice, TextLink } from '#ui/parts'
import { Badge, DataTable, Desk, type PageTurn, Pager } from '#ui/table'
import type { T } from './texts.ts'

type MandateLine = {
  id: string
  email: string
  role: string
  territory: string
  until: string
  giver: string
  end: string
}
type MandatesProps = {
  t: T
  locale: Locale
  form: FormState
  action: string
  roles: { value: string; text: string }[]
  mandates: MandateLine[]
  /** For whoever has charge everywhere. */
  signOut: { form: FormState; action: string } | undefined
}

export function MandatesPage({ t, locale, form, action, roles, mandates, signOut }: MandatesProps) {
  const labels = {
    email: t('staff.mandate.email'),
    role: t('staff.mandate.role'),
    territory: t('staff.mandate.territory'),
    ends: t('staff.mandate.ends'),
  }
  const field = (name: keyof typeof labels) => ({ name, label: labels[name], form, t })
  return (
    <Desk title={t('staff.mandates.title')} lead={t('staff.mandates.lead')}>
      <DataTable
        caption={t('staff.mandates.title')}
        head={[
          labels.email,
          labels.role,
          labels.territory,
          t('staff.mandate.until'),
          t('staff.mandate.giver'),
          t('staff.mandate.act'),
        ]}
        rows={mandates.map(({ id, email, role, territory, until, giver, end }) => ({
          key: id,
          cells: [
            email,
            role,
            territory,
            until,
            giver,
            <Act small action={end}>
              {t('staff.mandate.end')}
            </Act>,
          ],
        }))}
        empty={t('staff.mandates.none')}
      />
      <Disclosure summary={t('staff.mandate.new')} open={Object.keys(form.errors).length > 0 || form.notice !== undefined}>
        <Card title={t('staff.mandate.new')}>
          <Form action={action}>
            <ErrorSummary {...{ form, t, locale, labels }} />
            <FormNotice form={form} t={t} />
            <TextField {...field('email')} type="email" />
            <SelectField {...field('role')} options={roles} />
            <TextField {...field('territory')} hint={t('staff.mandate.territory-hint')} />
            <TextField {...field('ends')} type="date" hint={t('staff.mandate.ends-hint')} />
            <Button>{t('staff.mandate.give')}</Button>
          </Form>
        </Card>
      </Disclosure>
      {signOut && <SignOut {...{ t, locale, ...signOut }} />}
    </Desk>
  )
}

function SignOut({ t, locale, form, action }: Pick<MandatesProps, 't' | 'locale' | 'form' | 'action'>) {
  const labels = { email: t('staff.mandate.email') }
  return (
    <Disclosure summary={t('staff.sessions.title')} open={Object.keys(form.errors).length > 0}>
      <Card title={t('staff.sessions.title')}>
        <p>{t('staff.sessions.lead')}</p>
        <Form action={action}>
          <ErrorSummary {...{ form, t, locale, labels }} />
          <TextField name="email" label={labels.email} form={form} t={t} type="email" />
          <Button tone="plain">{t('staff.sessions.end')}</Button>
        </Form>
      </Card>
    </Disclosure>
  )
}

type JournalLine = {
  seq: string
  at: string
  who: string
  action: string
  object: string
  objectHref: string | undefined
  count: string
  reason: string
}
type JournalProps = {
  t: T
  action: string
  rows: JournalLine[]
  form: FormState
  checked: string
  check: string
  csv: string
  next: PageTurn | undefined
  first: PageTurn | undefined
}

export function JournalPage({ t, action, rows, form, checked, check, csv, next, first }: JournalProps) {
  return (
    <Desk
      title={t('staff.journal.title')}
      lead={t('staff.journal.lead')}
      acts={
        <>
          <Act action={check}>{t('staff.journal.check')}</Act>
          <Act action={csv} fields={form.values}>
            {t('staff.journal.csv')}
          </Act>
        </>
      }
    >
      <Notice>{checked}</Notice>
      <Filter action={action}>
        <TextField name="email" label={t('staff.journal.actor')} form={form} t={t} />
        <TextField name="object" label={t('staff.journal.object')} form={form} t={t} />
        <Button tone="plain">{t('staff.journal.filter')}</Button>
      </Filter>
      <DataTable
        caption={t('staff.journal.title')}
        head={[
          t('staff.journal.at'),
          t('staff.journal.actor'),
          t('staff.journal.action'),
          t('staff.journal.object'),
          t('staff.journal.count'),
          t('staff.journal.reason'),
        ]}
        rows={rows.map(({ seq, at, who, action, object, objectHref, count, reason }) => ({
          key: seq,
          cells: [at, who, action, objectHref ? <TextLink href={objectHref}>{object}</TextLink> : object, count, reason],
        }))}
        empty={t('staff.journal.none')}
      />
      <Pager next={next} first={first} />
    </Desk>
  )
}

type ApprovalLine = {
  id: string
  what: string
  reason: string
  href: string | undefined
  who: string
  at: string
  state: string
  give: string | undefined
}

/** `few`: nobody has been in charge for long enough yet. */
export function ApprovalsPage({ t, approvals, few }: { t: T; approvals: ApprovalLine[]; few: boolean }) {
  return (
    <Desk title={t('staff.approvals.title')} lead={t('staff.approvals.lead')}>
      {few && <Notice>{t('staff.approval.few')}</Notice>}
      <DataTable
        caption={t('staff.approvals.title')}
        head={[
          t('staff.approval.what'),
          t('staff.approval.reason'),
          t('staff.approval.who'),
          t('staff.journal.at'),
          t('staff.approval.state'),
        ]}
        rows={approvals.map(({ id, what, reason, href, who, at, state, give }) => ({
          key: id,
          cells: [
            href ? <TextLink href={href}>{what}</TextLink> : what,
            reason,
            who,
            at,
            give ? (
              <Act small tone="primary" action={give}>
                {t('staff.approval.give')}
              </Act>
            ) : (
              state
            ),
          ],
        }))}
        empty={t('staff.approvals.none')}
      />
    </Desk>
  )
}

type AlertsProps = {
  t: T
  alerts: { id: string; what: string; who: string; at: string; fresh: boolean; email: string | undefined }[]
  journal: string
  seen: string | undefined
}

/** `journal`: where what somebody did is looked for, by `email`. */
export function AlertsPage({ t, alerts, journal, seen }: AlertsProps) {
  return (
    <Desk
      title={t('staff.alerts.title')}
      lead={t('staff.alerts.lead')}
      acts={seen && <Act action={seen}>{t('staff.alerts.seen')}</Act>}
    >
      <DataTable
        caption={t('staff.alerts.title')}
        head={[t('staff.approval.what'), t('staff.journal.actor'), t('staff.journal.at'), t('staff.journal.title')]}
        rows={alerts.map(({ id, what, who, at, fresh, email }) => ({
          key: id,
          cells: [
            <>
              {what} {fresh && <Badge tone="bad">{t('staff.alerts.fresh')}</Badge>}
            </>,
            who,
            at,
            email && (
              <Act small action={journal} fields={{ email }}>
                {t('staff.alerts.journal')}
              </Act>
            ),
          ],
        }))}
        empty={t('staff.alerts.none')}
      />
    </Desk>
  )
}
