import { Act, Article, ButtonLink, Card, Notice, QrCode, Small } from '#ui/parts'
import { Facts } from '#ui/table'
import type { PageT } from './texts.ts'

export type GiftProps = {
  t: PageT
  title: string
  lead: string
  facts: { label: string; value: string }[]
  /** What is to be done by her: where a transfer goes, whom a cheque names. */
  todo: { title: string; facts: { label: string; value: string }[]; qr: string | undefined; words: string } | undefined
  /** Where she pays what was let in. */
  pay: { action: string; text: string } | undefined
  again: { href: string; text: string } | undefined
  receipt: string | undefined
}

/** What became of one gift: the truth, as far as it is known now. */
export function GiftPage({ t, title, lead, facts, todo, pay, again, receipt }: GiftProps) {
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
      <Card title={t('giving.your-gift')}>
        <Facts facts={facts} />
      </Card>
      {receipt && <Small>{receipt}</Small>}
      {again && (
        <ButtonLink href={again.href} tone="plain">
          {again.text}
        </ButtonLink>
      )}
    </Article>
  )
}

export type MineProps = {
  t: PageT
  gifts: { id: string; href: string; amount: string; what: string; state: string }[]
  years: { year: string; sum: string }[]
  give: string
}

/** All that came from her mailbox, and what it adds up to by year. */
export function MinePage({ t, gifts, years, give }: MineProps) {
  return (
    <Article title={t('giving.mine')} lead={t('giving.mine-lead')}>
      {gifts.length === 0 && <Notice>{t('giving.mine-none')}</Notice>}
      {years.length > 0 && (
        <Card title={t('giving.by-year')}>
          <Facts facts={years.map(({ year, sum }) => ({ label: year, value: sum }))} />
        </Card>
      )}
      {gifts.map(({ id, href, amount, what, state }) => (
        <Card key={id} title={amount}>
          <p>{what}</p>
          <p>{state}</p>
          <ButtonLink href={href} tone="plain" small>
            {t('giving.see')}
          </ButtonLink>
        </Card>
      ))}
      <ButtonLink href={give}>{t('giving.give')}</ButtonLink>
    </Article>
  )
}
