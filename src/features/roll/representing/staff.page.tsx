import type { Locale } from '#platform/i18n/locales'
import { ErrorSummary } from '#ui/error-summary'
import { Checkbox, Form, FormNotice, type FormState } from '#ui/form'
import { Act, Button, Disclosure, Notice, Small, Stats, TextLink } from '#ui/parts'
import { DataTable, Desk } from '#ui/table'
import { AskerFields, labelsOf, WhereFields } from './fields.tsx'
import type { PageT } from './saying.ts'

type Option = { value: string; text: string }

export type StaffProps = {
  t: PageT
  locale: Locale
  stats: { label: string; value: string }[]
  asks: { href: string; name: string; town: string; station: string; state: string; invited: string }[]
  form: FormState
  action: string
  votes: Option[]
  made: Option[]
}

/** Proxies of a territory: figures, who waits, and the form for somebody who has no e-mail. */
export function StaffPage({ t, locale, stats, asks, form, action, votes, made }: StaffProps) {
  const failed = Object.keys(form.errors).length > 0 || form.notice !== undefined
  return (
    <Desk title={t('representing.staff.title')} lead={t('representing.staff.lead')}>
      <Stats stats={stats} />
      {votes.length > 0 && (
        <Disclosure summary={t('representing.staff.enter')} open={failed}>
          <Form action={action}>
            <ErrorSummary {...{ form, t, locale, labels: labelsOf(t) }} />
            <FormNotice form={form} t={t} />
            <WhereFields {...{ t, form, votes }} />
            <AskerFields {...{ t, form, made }} />
            <Checkbox name="agreed" label={t('representing.staff.agreed')} {...{ form, t }} />
            <Button>{t('representing.staff.enter-button')}</Button>
          </Form>
        </Disclosure>
      )}
      <DataTable
        caption={t('representing.staff.asks')}
        head={(['name', 'town', 'station', 'state', 'invited'] as const).map((name) => t(`representing.staff.${name}`))}
        rows={asks.map(({ href, name, town, station, state, invited }) => ({
          key: href,
          cells: [<TextLink href={href}>{name}</TextLink>, town, station, state, invited],
        }))}
        empty={t('representing.staff.none')}
      />
      <Small>{t('representing.staff.private')}</Small>
    </Desk>
  )
}

export type ByHandProps = {
  t: PageT
  title: string
  action: string
  open: boolean
  holders: { id: string; name: string; town: string; station: string; away: string }[]
  established: string | undefined
  remove: string | undefined
  back: string
}

/** Bringing two together by hand: each of them still says yes or no. */
export function ByHandPage({ t, title, action, open, holders, established, remove, back }: ByHandProps) {
  return (
    <Desk title={title} lead={t('representing.staff.by-hand')}>
      {open ? (
        <Notice>{t('representing.staff.open')}</Notice>
      ) : (
        <DataTable
          caption={t('representing.staff.holders')}
          head={(['name', 'town', 'station', 'away', 'act'] as const).map((name) => t(`representing.staff.${name}`))}
          rows={holders.map(({ id, name, town, station, away }) => ({
            key: id,
            cells: [
              name,
              town,
              station,
              away,
              <Act small action={action} fields={{ holder: id }}>
                {t('representing.staff.bring')}
              </Act>,
            ],
          }))}
          empty={t('representing.staff.no-holders')}
        />
      )}
      {established && (
        <Act action={established} tone="primary">
          {t('representing.own.establish')}
        </Act>
      )}
      {remove && (
        <Disclosure summary={t('representing.own.withdraw')}>
          <Act action={remove} tone="danger">
            {t('representing.own.withdraw')}
          </Act>
        </Disclosure>
      )}
      <p>
        <TextLink href={back}>{t('representing.staff.title')}</TextLink>
      </p>
    </Desk>
  )
}
