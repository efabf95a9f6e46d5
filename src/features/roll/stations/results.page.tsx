import { Article, List, Notice, Section, Small, Table, TextLink } from '#ui/parts'
import type { T } from './texts.ts'

export type ResultsProps = {
  t: T
  name: string
  /** Why there is nothing yet; undefined: it may be told. */
  waits: string | undefined
  received: string
  corrected: string | undefined
  rows: string[][]
  others: string
  turnout: string[]
  parts: { caption: string; rows: string[][]; links: { href: string; name: string }[] } | undefined
}

/** What assessors read, added up: nothing before its hour. */
export function ResultsPage({ t, name, waits, received, corrected, rows, others, turnout, parts }: ResultsProps) {
  return (
    <Article title={t('stations.results.title', { vote: name })} lead={t('stations.unofficial')}>
      {waits && <Notice>{waits}</Notice>}
      {!waits && (
        <>
          <p class="font-semibold">{received}</p>
          {corrected && <p>{corrected}</p>}
          {rows.length > 0 && <Votes {...{ t, rows }} />}
          <p>{others}</p>
        </>
      )}
      {turnout.length > 0 && (
        <Section title={t('stations.turnout.title')}>
          <List>
            {turnout.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </List>
          <Small>{t('stations.turnout.apart')}</Small>
        </Section>
      )}
      {parts && parts.rows.length > 0 && (
        <Section title={parts.caption}>
          <Table
            caption={parts.caption}
            head={[t('stations.results.where'), t('stations.head.counted'), t('stations.results.first')]}
            rows={parts.rows}
          />
          <List>
            {parts.links.map(({ href, name: part }) => (
              <li key={href}>
                <TextLink href={href}>{part}</TextLink>
              </li>
            ))}
          </List>
        </Section>
      )}
    </Article>
  )
}

function Votes({ t, rows }: Pick<ResultsProps, 't' | 'rows'>) {
  return (
    <Table caption={t('stations.votes')} head={[t('stations.candidate'), t('stations.votes'), t('stations.part')]} rows={rows} />
  )
}
