import { Act, Article, ButtonLink, Buttons, Card, Disclosure, Notice, Section, Small, Stack, TextLink } from '#ui/parts'
import { DataTable, Facts } from '#ui/table'
import type { PageT } from './texts.ts'

type Line = { label: string; value: string }
type Leads = { href: string; text: string }

export type AcknowledgementProps = {
  t: PageT
  title: string
  over: string | undefined
  facts: Line[]
  note: string
  paper: string
  again: string
  mine: string
  mailed: string | undefined
}

/** One acknowledgement, for who has its letter. */
export function AcknowledgementPage({ t, title, over, facts, note, paper, again, mine, mailed }: AcknowledgementProps) {
  return (
    <Article title={title}>
      {mailed && <Notice>{mailed}</Notice>}
      {over && <Notice>{over}</Notice>}
      <ButtonLink href={paper}>{t('receipts.open-paper')}</ButtonLink>
      <Card title={t('receipts.says')}>
        <Facts facts={facts} />
      </Card>
      <Small>{note}</Small>
      <Buttons>
        <Act action={again} small>
          {t('receipts.ask-again')}
        </Act>
        <Act action={mine} small>
          {t('receipts.ask-mine')}
        </Act>
      </Buttons>
    </Article>
  )
}

export type MineYear = {
  key: string
  title: string
  /** The person, where several share the mailbox. */
  of: string | undefined
  sums: Line[]
  paper: Leads
  /** Where its letter is asked for, or what became of it. */
  ask: string | undefined
  sent: string | undefined
}

type MineGift = {
  id: string
  day: string
  to: string
  of: string | undefined
  amount: string
  state: string
  leads: Leads[]
}

export type MineProps = {
  t: PageT
  lead: string
  /** What stays of who was erased, and why. */
  kept: string | undefined
  parts: { title: string; lines: { id: string; title: string; text: string; links: Leads[] }[] }[]
  years: MineYear[]
  gifts: MineGift[]
  older: string | undefined
  first: string | undefined
  give: string
  /** Where she has herself forgotten: here, where she is in no file; else on the page of her record. */
  forget: { action: string } | { href: string } | undefined
  note: string
}

/** All that came from a mailbox: what comes each month, years with their sums, and gifts one by one. */
export function MinePage({ t, lead, kept, parts, years, gifts, older, first, give, forget, note }: MineProps) {
  return (
    <Article title={t('receipts.mine')} lead={lead}>
      {kept && <Notice>{kept}</Notice>}
      {parts.map(({ title, lines }) => (
        <Section key={title} title={title}>
          {lines.map((line) => (
            <Card key={line.id} title={line.title}>
              <p>{line.text}</p>
              <Buttons>
                {line.links.map(({ href, text }) => (
                  <ButtonLink key={href} href={href} tone="plain" small>
                    {text}
                  </ButtonLink>
                ))}
              </Buttons>
            </Card>
          ))}
        </Section>
      ))}
      {years.length > 0 && (
        <Section title={t('receipts.by-year')}>
          {years.map((year) => (
            <YearCard key={year.key} t={t} year={year} />
          ))}
          <Small>{note}</Small>
        </Section>
      )}
      <Section title={t('receipts.each')}>
        <GiftTable t={t} gifts={gifts} />
        <Buttons>
          {first && (
            <ButtonLink href={first} tone="plain" small>
              {t('receipts.first')}
            </ButtonLink>
          )}
          {older && (
            <ButtonLink href={older} tone="plain" small>
              {t('receipts.older')}
            </ButtonLink>
          )}
        </Buttons>
      </Section>
      <ButtonLink href={give}>{t('receipts.give')}</ButtonLink>
      <Disclosure summary={t('receipts.forget')}>
        <p>{t('receipts.erasing')}</p>
        {forget && 'action' in forget && (
          <Act action={forget.action} tone="danger">
            {t('receipts.forget-button')}
          </Act>
        )}
        {forget && 'href' in forget && <TextLink href={forget.href}>{t('receipts.forget-there')}</TextLink>}
      </Disclosure>
    </Article>
  )
}

/** Who had herself forgotten as a donor: what stays, and why. */
export function ForgottenPage({ t, kept }: { t: PageT; kept: boolean }) {
  return (
    <Article title={t('receipts.forgotten')} lead={t(kept ? 'receipts.kept-here' : 'receipts.forgotten-all')} children={null} />
  )
}

function YearCard({ t, year }: { t: PageT; year: MineYear }) {
  const { title, of, sums, paper, ask, sent } = year
  return (
    <Card title={of ? `${title} · ${of}` : title}>
      <Facts facts={sums} />
      <Buttons>
        <ButtonLink href={paper.href} tone="plain" small>
          {paper.text}
        </ButtonLink>
        {ask && (
          <Act action={ask} small>
            {t('receipts.ask-year')}
          </Act>
        )}
      </Buttons>
      {sent && <Small>{sent}</Small>}
    </Card>
  )
}

function GiftTable({ t, gifts }: { t: PageT; gifts: MineGift[] }) {
  const several = gifts.some(({ of }) => of)
  const head = [
    t('receipts.day'),
    t('receipts.to'),
    ...(several ? [t('receipts.from')] : []),
    t('receipts.amount'),
    t('receipts.state'),
    t('receipts.papers'),
  ]
  const rows = gifts.map(({ id, day, to, of, amount, state, leads }) => ({
    key: id,
    cells: [
      day,
      to,
      ...(several ? [of] : []),
      amount,
      state,
      <Stack key="leads">
        {leads.map(({ href, text }) => (
          <TextLink key={href} href={href}>
            {text}
          </TextLink>
        ))}
      </Stack>,
    ],
  }))
  return <DataTable caption={t('receipts.each')} head={head} rows={rows} empty={t('receipts.none')} />
}

/** The link of a letter that is over: how one comes to one's gifts again. */
export function OverPage({ t, signIn }: { t: PageT; signIn: string }) {
  return (
    <Article title={t('receipts.link-over')} lead={t('receipts.link-over-lead')}>
      <ButtonLink href={signIn}>{t('receipts.sign-in')}</ButtonLink>
    </Article>
  )
}
