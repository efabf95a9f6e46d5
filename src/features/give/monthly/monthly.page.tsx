import type { Locale } from '#platform/i18n/locales'
import { ErrorSummary } from '#ui/error-summary'
import { Form, FormNotice, type FormState, TextField } from '#ui/form'
import { Act, Article, Button, ButtonLink, Card, Lead, Notice, Small, Stack } from '#ui/parts'
import { DataTable, Facts } from '#ui/table'
import type { PageT } from './texts.ts'

export type MonthlyProps = {
  t: PageT
  locale: Locale
  title: string
  lead: string
  notices: string[]
  facts: { label: string; value: string }[]
  form: FormState
  action: string
  /** How she gives it other means; `urgent`: nothing can be taken by those of now. */
  means: { title: string; lead: string; button: string; urgent: boolean } | undefined
  may: { amount: boolean; pause: boolean; resume: boolean; stop: boolean }
  again: string | undefined
  charges: { key: string; cells: string[] }[]
}

/** One monthly gift: how it stands, and all that she can do with it. */
export function MonthlyPage(props: MonthlyProps) {
  const { t, locale, title, lead, notices, facts, form, action, means, may, again, charges } = props
  return (
    <Article title={title} lead={lead}>
      {notices.map((text) => (
        <Notice key={text}>{text}</Notice>
      ))}
      {means?.urgent && <Means {...{ means, action }} />}
      {may.resume && (
        <Act action={`${action}/resume`} tone="primary">
          {t('monthly.resume')}
        </Act>
      )}
      {may.amount && (
        <Card title={t('monthly.change')}>
          <Form action={`${action}/amount`}>
            <ErrorSummary {...{ form, t, locale, labels: { amount: t('monthly.amount') } }} />
            <FormNotice form={form} t={t} />
            <TextField
              name="amount"
              inputmode="decimal"
              label={t('monthly.amount')}
              hint={t('monthly.amount-hint')}
              {...{ form, t }}
              maxLength={20}
            />
            <Button tone="plain">{t('monthly.change-button')}</Button>
          </Form>
        </Card>
      )}
      {means && !means.urgent && <Means {...{ means, action }} />}
      {may.pause && (
        <Stack>
          <Small>{t('monthly.pause-lead')}</Small>
          <Act action={`${action}/pause`}>{t('monthly.pause')}</Act>
        </Stack>
      )}
      {may.stop && (
        <Stack>
          <Small>{t('monthly.stop-lead')}</Small>
          <Act action={`${action}/stop`} tone="danger">
            {t('monthly.stop')}
          </Act>
        </Stack>
      )}
      {again && <ButtonLink href={again}>{t('monthly.again')}</ButtonLink>}
      <Card title={t('monthly.facts')}>
        <Facts facts={facts} />
      </Card>
      <DataTable
        caption={t('monthly.history')}
        head={[t('monthly.day'), t('giving.amount'), t('monthly.result')]}
        rows={charges}
        empty={t('monthly.history-none')}
      />
    </Article>
  )
}

function Means({ means, action }: { means: NonNullable<MonthlyProps['means']>; action: string }) {
  return (
    <Card title={means.title}>
      <p>{means.lead}</p>
      <Act action={`${action}/means`} tone={means.urgent ? 'primary' : 'plain'}>
        {means.button}
      </Act>
    </Card>
  )
}

type MineProps = { t: PageT; plans: { id: string; href: string; title: string; lead: string }[]; give: string }

/** All that comes again from her mailbox. */
export function MinePage({ t, plans, give }: MineProps) {
  return (
    <Article title={t('monthly.title')} lead={t('monthly.mine-lead')}>
      {plans.length === 0 && <Lead>{t('monthly.mine-none')}</Lead>}
      {plans.map(({ id, href, title, lead }) => (
        <Card key={id} title={title}>
          <p>{lead}</p>
          <p>
            <ButtonLink href={href} tone="plain">
              {t('monthly.see')}
            </ButtonLink>
          </p>
        </Card>
      ))}
      <ButtonLink href={give} tone="plain">
        {t('monthly.give')}
      </ButtonLink>
    </Article>
  )
}
