import type { Locale } from '#platform/i18n/locales'
import { ErrorSummary } from '#ui/error-summary'
import { Form, FormNotice, type FormState } from '#ui/form'
import { Act, Article, Button, ButtonLink, Card, Notice, QrCode, Small, TextLink } from '#ui/parts'
import { Facts } from '#ui/table'
import { ChooseDues } from './join.page.tsx'
import type { PageT } from './texts.ts'

type Fact = { label: string; value: string }
type Option = { value: string; text: string }

export type DueProps = {
  t: PageT
  title: string
  lead: string
  facts: Fact[]
  /** What is to be done by her: where a transfer goes, whom a cheque names. */
  todo: { title: string; facts: Fact[]; qr: string | undefined; words: string } | undefined
  pay: { action: string; text: string } | undefined
  again: { href: string; text: string } | undefined
}

/** What became of one due: the truth, as far as it is known now. It names nobody. */
export function DuePage({ t, title, lead, facts, todo, pay, again }: DueProps) {
  return (
    <Article title={title} lead={lead}>
      {pay && (
        <Act action={pay.action} tone="primary">
          {pay.text}
        </Act>
      )}
      {todo && (
        <Card title={todo.title}>
          <p>{todo.words}</p>
          <Facts facts={todo.facts} />
          {todo.qr && <QrCode src={todo.qr} alt={t('giving.qr')} />}
        </Card>
      )}
      <Card title={t('dues.yours')}>
        <Facts facts={facts} />
      </Card>
      {again && (
        <ButtonLink href={again.href} tone="plain">
          {again.text}
        </ButtonLink>
      )}
    </Article>
  )
}

export type RenewProps = {
  t: PageT
  locale: Locale
  title: string
  lead: string
  notice: string | undefined
  form: FormState
  action: string
  choosing: { amounts: Option[]; floor: string | undefined; modes: Option[] } | undefined
  stop: string | undefined
  stopped: string | undefined
  anew: { href: string; text: string }
}

/** The next term, or none: for who has the link that came to her mailbox. It names nobody. */
export function RenewPage({ t, locale, title, lead, notice, form, action, choosing, stop, stopped, anew }: RenewProps) {
  const labels = { amount: t('dues.amount'), other: t('giving.amount'), mode: t('giving.mode') }
  return (
    <Article title={title} lead={lead}>
      {notice && <Notice>{notice}</Notice>}
      {stopped && <Notice>{stopped}</Notice>}
      {choosing && (
        <Form action={action}>
          <ErrorSummary {...{ form, t, locale, labels }} />
          <FormNotice form={form} t={t} />
          <ChooseDues {...{ t, form, ...choosing }} />
          <Button>{t('dues.renew-button')}</Button>
          <Small>
            {t('dues.moved')} <TextLink href={anew.href}>{anew.text}</TextLink>
          </Small>
        </Form>
      )}
      {stop && (
        <Card title={t('dues.stop')}>
          <p>{t('dues.stop-lead')}</p>
          <Act action={stop}>{t('dues.stop-button')}</Act>
        </Card>
      )}
    </Article>
  )
}

export type MineProps = {
  t: PageT
  members: {
    id: string
    name: string
    standing: string
    renew: string
    terms: { id: string; href: string; amount: string; what: string }[]
  }[]
  join: string
}

/** What she is a member of, as her mailbox says. */
export function MinePage({ t, members, join }: MineProps) {
  return (
    <Article title={t('dues.mine')} lead={t('dues.mine-lead')}>
      {members.length === 0 && <Notice>{t('dues.mine-none')}</Notice>}
      {members.map(({ id, name, standing, renew, terms }) => (
        <Card key={id} title={name}>
          <p>{standing}</p>
          <Facts
            facts={terms.map(({ href, amount, what }) => ({ label: amount, value: <TextLink href={href}>{what}</TextLink> }))}
          />
          <ButtonLink href={renew} tone="plain">
            {t('dues.renew-or-stop')}
          </ButtonLink>
        </Card>
      ))}
      <ButtonLink href={join}>{t('dues.title')}</ButtonLink>
    </Article>
  )
}
