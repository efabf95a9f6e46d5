import type { Locale } from '#platform/i18n/locales'
import type { FormState } from '#ui/form'
import { Act, Card, Small, Stack, TextLink } from '#ui/parts'
import { Columns, DataTable, Desk } from '#ui/table'
import { CampaignFields } from './campaign-fields.tsx'
import type { PageT } from './texts.ts'

/** Whose campaigns somebody looks after. */
export function OfficesPage({ t, books }: { t: PageT; books: { href: string; name: string }[] }) {
  return (
    <Desk title={t('campaigns.title')} lead={t('campaigns.lead')}>
      {books.length === 0 && <p>{t('campaigns.no-books')}</p>}
      {books.map(({ href, name }) => (
        <Card key={href} title={name}>
          <p>
            <TextLink href={href}>{t('campaigns.open-office')}</TextLink>
          </p>
        </Card>
      ))}
    </Desk>
  )
}

export type OfficeProps = {
  t: PageT
  locale: Locale
  movement: Locale
  title: string
  action: string
  form: FormState
  campaigns: { id: string; href: string; title: string; state: string; came: string; goal: string }[]
  groups: { id: string; href: string; name: string; action: string; isAsked: boolean; came: string }[]
}

/** What one collects for, and which groups get a part. */
export function OfficePage(props: OfficeProps) {
  const { t, title, campaigns } = props
  return (
    <Desk title={title} lead={t('campaigns.lead')}>
      <DataTable
        caption={t('campaigns.title')}
        head={[t('campaigns.campaign'), t('campaigns.state'), t('campaigns.total'), t('campaigns.goal')]}
        rows={campaigns.map(({ id, href, title, state, came, goal }) => ({
          key: id,
          cells: [
            <TextLink key="a" href={href}>
              {title}
            </TextLink>,
            state,
            came,
            goal,
          ],
        }))}
        empty={t('campaigns.none')}
      />
      <Columns>
        <Card title={t('campaigns.add')}>
          <CampaignFields {...props} button={t('campaigns.add-button')} />
        </Card>
        <Groups {...props} />
      </Columns>
    </Desk>
  )
}

function Groups({ t, groups }: OfficeProps) {
  return (
    <Card title={t('campaigns.groups')}>
      <p>{t('campaigns.groups-lead')}</p>
      {groups.length === 0 && <Small>{t('campaigns.no-groups')}</Small>}
      {groups.map(({ id, href, name, action, isAsked, came }) => (
        <Stack key={id}>
          <p>
            <TextLink href={href}>{name}</TextLink> {isAsked ? t('campaigns.asks') : t('campaigns.takes', { sum: came })}
          </p>
          {isAsked && (
            <Act small action={action} fields={{ answer: 'agree' }}>
              {t('campaigns.agree', { group: name })}
            </Act>
          )}
          <Act small tone="quiet" action={action} fields={{ answer: 'end' }}>
            {isAsked ? t('campaigns.refuse', { group: name }) : t('campaigns.end-group', { group: name })}
          </Act>
        </Stack>
      ))}
    </Card>
  )
}
