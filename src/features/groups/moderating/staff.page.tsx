import type { Locale } from '#platform/i18n/locales'
import { ErrorSummary } from '#ui/error-summary'
import { Form, type FormState, Hidden, TextArea } from '#ui/form'
import { Act, Button, ButtonLink, Card, List, Small, TextLink } from '#ui/parts'
import { Photo } from '#ui/photo'
import { Badges, Columns, DataTable, Desk, Facts } from '#ui/table'
import type { T } from './texts.ts'

export type StaffGroupsProps = {
  t: T
  views: { href: string; text: string; current: boolean }[]
  rows: { key: string; name: string; href: string; cells: string[]; badges: string[] }[]
  next: string | undefined
}

/** Groups of a territory, the newest first, and those in which something is to be done. */
export function StaffGroupsPage({ t, views, rows, next }: StaffGroupsProps) {
  return (
    <Desk title={t('groups.staff.title')} lead={t('groups.staff.lead')}>
      <nav aria-label={t('groups.staff.views')} class="flex flex-wrap gap-3">
        {views.map(({ href, text, current }) => (
          <span key={href}>{current ? <strong>{text}</strong> : <TextLink href={href}>{text}</TextLink>}</span>
        ))}
      </nav>
      <DataTable
        caption={t('groups.staff.title')}
        head={[
          t('groups.staff.name'),
          t('groups.staff.town'),
          t('groups.staff.size'),
          t('groups.staff.since'),
          t('groups.staff.state'),
        ]}
        rows={rows.map(({ key, name, href, cells, badges }) => ({
          key,
          cells: [
            <TextLink key="name" href={href}>
              {name}
            </TextLink>,
            ...cells,
            <Badges key="badges" texts={badges} />,
          ],
        }))}
        empty={t('groups.staff.none')}
      />
      {next && (
        <p>
          <ButtonLink href={next} tone="plain">
            {t('groups.staff.next')}
          </ButtonLink>
        </p>
      )}
    </Desk>
  )
}

export type StaffGroupProps = {
  t: T
  locale: Locale
  name: string
  facts: { label: string; value: string }[]
  picture: { src: string; remove: string } | undefined
  description: string[]
  reports: string[]
  settle: string
  history: string[]
  /** What can be done, for who may. */
  listing: { action: string; listed: boolean; form: FormState } | undefined
  /** Saying that one knows it; `since`: somebody did. */
  vouching: { action: string; since: string | undefined } | undefined
  tabs: { href: string; text: string }[]
}

/** A group on the desk of its territory: what it says of itself, what is said of it. Not who is in it. */
export function StaffGroupPage(props: StaffGroupProps) {
  const { t, locale, name, facts, picture, description, reports, settle, history, listing, vouching, tabs } = props
  return (
    <Desk
      title={name}
      acts={tabs.map(({ href, text }) => (
        <ButtonLink key={href} href={href} tone="plain">
          {text}
        </ButtonLink>
      ))}
    >
      <Columns>
        <Card title={t('groups.staff.says')}>
          <Facts facts={facts} />
          {picture && (
            <>
              <Photo src={picture.src} words={name} />
              <Act small tone="danger" action={picture.remove}>
                {t('groups.staff.picture-remove')}
              </Act>
            </>
          )}
          {description.map((paragraph) => (
            <p key={paragraph}>{paragraph}</p>
          ))}
        </Card>
        <Card title={t('groups.staff.reports')}>
          {reports.length === 0 && <Small>{t('groups.staff.no-reports')}</Small>}
          <List>
            {reports.map((words) => (
              <li key={words}>{words}</li>
            ))}
          </List>
          {reports.length > 0 && listing && <Act action={settle}>{t('groups.staff.settle')}</Act>}
        </Card>
        {vouching && (
          <Card title={t('groups.staff.vouch-title')}>
            <p>{t('groups.staff.vouch-lead')}</p>
            {vouching.since && <Small>{vouching.since}</Small>}
            <Act action={vouching.action}>{t('groups.staff.vouch')}</Act>
          </Card>
        )}
        {listing && <Listing {...{ t, locale }} {...listing} />}
        <Card title={t('groups.staff.history')}>
          {history.length === 0 && <Small>{t('groups.staff.no-history')}</Small>}
          <List>
            {history.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </List>
        </Card>
      </Columns>
    </Desk>
  )
}

type ListingProps = { t: T; locale: Locale } & NonNullable<StaffGroupProps['listing']>

function Listing({ t, locale, action, listed, form }: ListingProps) {
  const act = listed ? t('groups.staff.unlist') : t('groups.staff.list')
  return (
    <Card title={act}>
      <p>{t('groups.staff.reason-lead')}</p>
      <Form action={action}>
        <Hidden name="listed" value={listed ? 'no' : 'yes'} />
        <ErrorSummary form={form} t={t} locale={locale} labels={{ reason: t('groups.staff.reason') }} />
        <TextArea name="reason" label={t('groups.staff.reason')} form={form} t={t} maxLength={1000} />
        <Button tone={listed ? 'danger' : 'plain'}>{act}</Button>
      </Form>
    </Card>
  )
}
