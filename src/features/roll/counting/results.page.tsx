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
    <Article title={t('counting.results.title', { vote: name })} lead={t('counting.unofficial')}>
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
        <Section title={t('counting.turnout.title')}>
          <List>
            {turnout.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </List>
          <Small>{t('counting.turnout.apart')}</Small>
        </Section>
      )}
      {parts && parts.rows.length > 0 && (
        <Section title={parts.caption}>
          <Table
            caption={parts.caption}
            head={[t('counting.results.where'), t('counting.counted'), t('counting.results.first')]}
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
    <Table caption={t('counting.votes')} head={[t('counting.candidate'), t('counting.votes'), t('counting.part')]} rows={rows} />
  )
}
