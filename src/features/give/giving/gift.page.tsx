import { Act, Article, ButtonLink, Card, QrCode, Small } from '#ui/parts'
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
  /** What it is one of. */
  beside: { href: string; text: string }[]
  receipt: string | undefined
}

/** What became of one gift: the truth, as far as it is known now. */
export function GiftPage({ t, title, lead, facts, todo, pay, again, beside, receipt }: GiftProps) {
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
      <BesideLinks links={beside} />
      {again && (
        <ButtonLink href={again.href} tone="plain">
          {again.text}
        </ButtonLink>
      )}
    </Article>
  )
}

/** Pages that belong to it. */
const BesideLinks = ({ links }: { links: { href: string; text: string }[] }) => (
  <>
    {links.map(({ href, text }) => (
      <ButtonLink key={href} href={href} tone="plain">
        {text}
      </ButtonLink>
    ))}
  </>
)
