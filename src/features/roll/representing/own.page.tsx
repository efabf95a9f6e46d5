import { Act, Article, Disclosure, Notice, TextLink } from '#ui/parts'
import { Facts } from '#ui/table'
import { MatchCard, type MatchCardProps } from './match-card.tsx'
import type { PageT } from './saying.ts'

export type OwnProps = {
  t: PageT
  notice: string
  facts: { label: string; value: string }[]
  confirm: string | undefined
  match: MatchCardProps | undefined
  established: string | undefined
  search: string | undefined
  withdraw: string | undefined
  how: string
  back: string
}

/** The page of one ask: what the link of its mails opens. Nothing happens before a button is pressed. */
export function OwnPage({ t, notice, facts, confirm, match, established, search, withdraw, how, back }: OwnProps) {
  return (
    <Article title={t('representing.own.title')}>
      <Notice>{notice}</Notice>
      {match && <MatchCard {...match} />}
      <Facts facts={facts} />
      {confirm && (
        <Act action={confirm} tone="primary">
          {t('representing.own.confirm')}
        </Act>
      )}
      {established && (
        <>
          <p>{t('representing.own.establish-lead')}</p>
          <Act action={established} tone="primary">
            {t('representing.own.establish')}
          </Act>
        </>
      )}
      {search && (
        <Act action={search} tone="primary">
          {t('representing.own.search')}
        </Act>
      )}
      <p>
        <TextLink href={how}>{t('representing.how.title')}</TextLink>
      </p>
      {withdraw && (
        <Disclosure summary={t('representing.own.withdraw')}>
          <p>{t('representing.own.withdraw-lead')}</p>
          <Act action={withdraw} tone="danger">
            {t('representing.own.withdraw')}
          </Act>
        </Disclosure>
      )}
      <p>
        <TextLink href={back}>{t('representing.title')}</TextLink>
      </p>
    </Article>
  )
}
