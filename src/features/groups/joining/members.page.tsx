import type { Locale } from '#platform/i18n/locales'
import { ErrorSummary } from '#ui/error-summary'
import { Form, FormNotice, type FormState, TextArea, TextField } from '#ui/form'
import { Act, Button, ButtonLink, Card, Disclosure, List, Notice, QrCode, Small, TextLink } from '#ui/parts'
import { Row as ListRow, Rows } from '#ui/items'
import { Tabs, type TabLink } from '#ui/tabs'
import { Badge, Columns, Desk } from '#ui/table'
import { StaffNotice, type StaffNoticeProps } from '../moderating/index.ts'
import type { T } from './texts.ts'

type Row = {
  key: string
  name: string
  organiser: boolean
  since: string
  points: { href: string; text: string }[]
  unreachable: boolean
  /** She does not see the others yet: for an organiser's eyes. */
  newcomer: boolean
  /** What an organiser can do with her; none for a member's eyes. */
  acts:
    | { nod: string | undefined; promote: string | undefined; demote: string | undefined; remove: string | undefined }
    | undefined
}

export type MembersProps = {
  t: T
  locale: Locale
  name: string
  lead: string
  tabs: TabLink[]
  vacant: boolean
  /** For a newcomer, instead of the others. */
  welcome: string[] | undefined
  rows: Row[]
  notices: StaffNoticeProps[]
  desk: DeskProps | undefined
}

type DeskProps = {
  path: string
  form: FormState
  requests: { key: string; name: string; words: string | null; accept: string; refuse: string }[]
  invitations: { key: string; text: string; end: string }[]
  link: { url: string; qr: string; end: string } | undefined
}

/** Who is in a group, for those who are in it. For its organisers also who asks, who is invited, and what can be done. */
export function MembersPage(props: MembersProps) {
  const { t, locale, name, lead, tabs, vacant, welcome, rows, notices, desk } = props
  return (
    <Desk title={name} lead={lead}>
      <Tabs tabs={tabs} locale={locale} />
      {welcome && (
        <Card title={t('joining.newcomer.title')}>
          {welcome.map((line) => (
            <p key={line}>{line}</p>
          ))}
        </Card>
      )}
      {vacant && <Notice>{t('joining.vacant.title')}</Notice>}
      {notices.map((notice) => (
        <StaffNotice key={notice.id} {...notice} />
      ))}
      {desk && desk.requests.length > 0 && <Requests t={t} {...desk} />}
      <Rows label={t('joining.members.title')}>
        {rows.map((row) => (
          <MemberRow key={row.key} t={t} row={row} />
        ))}
      </Rows>
      <Small>{t('joining.members.why')}</Small>
      {desk && <Inviting {...props} desk={desk} />}
    </Desk>
  )
}

function MemberRow({ t, row: { name, organiser, since, points, unreachable, newcomer, acts } }: { t: T; row: Row }) {
  const title = (
    <>
      {name} {organiser && <Badge>{t('groups.role-organiser')}</Badge>}
    </>
  )
  return (
    <ListRow title={title} note={t('joining.membership.since', { day: since })} acts={acts && <Acts t={t} {...acts} />}>
      {points.map(({ href, text }) => (
        <p key={href}>
          <TextLink href={href}>{text}</TextLink>
        </p>
      ))}
      {unreachable && <p>{t('joining.members.unreachable')}</p>}
      {newcomer && <p>{t('joining.members.new')}</p>}
    </ListRow>
  )
}

function Acts({ t, nod, promote, demote, remove }: { t: T } & NonNullable<Row['acts']>) {
  return (
    <>
      {nod && (
        <Act small action={nod} tone="primary">
          {t('joining.members.nod')}
        </Act>
      )}
      {promote && (
        <Act small action={promote} fields={{ role: 'organiser' }}>
          {t('joining.members.promote')}
        </Act>
      )}
      {demote && (
        <Act small action={demote} fields={{ role: 'member' }}>
          {t('joining.members.demote')}
        </Act>
      )}
      {remove && (
        <ButtonLink small tone="plain" href={remove}>
          {t('joining.members.remove')}
        </ButtonLink>
      )}
    </>
  )
}

function Requests({ t, requests }: { t: T } & DeskProps) {
  return (
    <Card title={t('joining.requests.title')}>
      {requests.map(({ key, name, words, accept, refuse }) => (
        <div key={key}>
          <p>{name}</p>
          {words && <Small>{words}</Small>}
          <Act small tone="primary" action={accept}>
            {t('joining.requests.accept', { name })}
          </Act>{' '}
          <Act small action={refuse}>
            {t('joining.requests.refuse', { name })}
          </Act>
        </div>
      ))}
    </Card>
  )
}

function Inviting({ t, locale, desk }: MembersProps & { desk: DeskProps }) {
  const { form, path, invitations, link } = desk
  return (
    <Columns>
      <Card title={t('joining.invite.title')}>
        <Form action={`${path}/invitations`}>
          <ErrorSummary {...{ form, t, locale, labels: { email: t('joining.invite.email') } }} />
          <FormNotice form={form} t={t} />
          <TextField
            name="email"
            type="email"
            label={t('joining.invite.email')}
            hint={t('joining.invite.hint')}
            {...{ form, t }}
            maxLength={254}
          />
          <Button tone="plain">{t('joining.invite.button')}</Button>
        </Form>
        {invitations.length > 0 && (
          <List>
            {invitations.map(({ key, text, end }) => (
              <li key={key}>
                {text}{' '}
                <Act small action={end}>
                  {t('joining.invite.end')}
                </Act>
              </li>
            ))}
          </List>
        )}
      </Card>
      <Card title={t('joining.link.title')}>
        <p>{t('joining.link.lead')}</p>
        {link ? (
          <>
            <QrCode src={link.qr} alt={t('joining.link.qr', { url: link.url })} />
            <p>
              <TextLink href={link.url}>{link.url}</TextLink>
            </p>
            <Act small action={link.end}>
              {t('joining.link.end')}
            </Act>
          </>
        ) : (
          <Act action={`${path}/links`}>{t('joining.link.make')}</Act>
        )}
      </Card>
    </Columns>
  )
}

export type RemoveProps = { t: T; locale: Locale; name: string; action: string; form: FormState }

/** Taking a member out: with a reason, which she reads. */
export function RemovePage({ t, locale, name, action, form }: RemoveProps) {
  const title = t('joining.remove.title', { name })
  return (
    <Desk title={title} lead={t('joining.remove.lead')}>
      <Form action={action}>
        <ErrorSummary {...{ form, t, locale, labels: { reason: t('joining.remove.reason') } }} />
        <TextArea
          name="reason"
          label={t('joining.remove.reason')}
          hint={t('joining.remove.hint')}
          {...{ form, t }}
          maxLength={500}
        />
        <Button tone="danger">{t('joining.remove.button')}</Button>
      </Form>
    </Desk>
  )
}

export type InvitedProps = { t: T; name: string; town: string; group: string; membership: string }

/** What the link of an invitation opens. It only leads on. */
export function InvitedPage({ t, name, town, group, membership }: InvitedProps) {
  return (
    <Desk title={t('joining.invited.title', { name })} lead={t('joining.invited.lead', { town })}>
      <p>
        <ButtonLink href={membership}>{t('groups.page.join')}</ButtonLink>
      </p>
      <p>
        <TextLink href={group}>{t('joining.invited.see')}</TextLink>
      </p>
      <Disclosure summary={t('joining.invited.how')}>
        <p>{t('joining.invited.steps')}</p>
      </Disclosure>
    </Desk>
  )
}
