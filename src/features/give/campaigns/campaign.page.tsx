import type { Locale } from '#platform/i18n/locales'
import type { FormState } from '#ui/form'
import { Act, Card, Small, Stack, TextLink } from '#ui/parts'
import { Columns, Desk } from '#ui/table'
import { CampaignFields } from './campaign-fields.tsx'
import type { CampaignState } from './rules/campaigns.ts'
import type { PageT } from './texts.ts'

export type CampaignProps = {
  t: PageT
  locale: Locale
  movement: Locale
  title: string
  action: string
  page: string
  /** Its whole address, to be printed. */
  url: string
  state: CampaignState
  /** Ended by hand, not by its window. */
  isClosed: boolean
  form: FormState
}

/** One campaign, as its officers have it: what it says, and whether it takes gifts. */
export function CampaignPage(props: CampaignProps) {
  const { t, title, state } = props
  return (
    <Desk title={title} lead={t(`campaigns.state-${state}`)}>
      <Columns>
        <Card title={t('campaigns.words')}>
          <CampaignFields {...props} button={t('campaigns.save')} />
        </Card>
        <Standing {...props} />
      </Columns>
    </Desk>
  )
}

function Standing({ t, action, page, url, state, isClosed }: CampaignProps) {
  if (state === 'drawn')
    return (
      <Card title={t('campaigns.standing')}>
        <p>{t('campaigns.drawn-lead')}</p>
        <Act action={`${action}/publication`}>{t('campaigns.publish')}</Act>
      </Card>
    )
  return (
    <Card title={t('campaigns.standing')}>
      <p>
        <TextLink href={page}>{url}</TextLink>
      </p>
      <Stack>
        {isClosed ? (
          <Act action={`${action}/reopening`}>{t('campaigns.reopen')}</Act>
        ) : (
          <Act action={`${action}/end`}>{t('campaigns.end')}</Act>
        )}
        <Small>{t('campaigns.end-hint')}</Small>
        <Act small tone="quiet" action={`${action}/withdrawal`}>
          {t('campaigns.unpublish')}
        </Act>
      </Stack>
    </Card>
  )
}
