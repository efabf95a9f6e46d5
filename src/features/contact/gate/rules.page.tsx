import { TextLink } from '#ui/parts'
import { Badge, DataTable, Desk, Titled } from '#ui/table'
import type { T } from './texts.ts'

type Line = {
  key: string
  /** What it is about: of which words, by which channels. */
  what: string
  /** What it says. */
  says: string
  /** Where it stands; undefined: it is a choice of the program. */
  stands: string | undefined
  source: string | undefined
  /** Until when it may be believed. */
  read: string
  stale: boolean
}

export type RulesProps = { t: T; parts: { key: string; title: string; lead: string; lines: Line[] }[] }

/** The rules in force, for those who plan letters and calls. */
export function RulesPage({ t, parts }: RulesProps) {
  return (
    <Desk title={t('contact.rules.title')} lead={t('contact.rules.lead')}>
      {parts.map(({ key, title, lead, lines }) => (
        <Titled key={key} title={title}>
          <p>{lead}</p>
          <DataTable
            caption={title}
            head={[t('contact.rules.what'), t('contact.rules.says'), t('contact.rules.stands'), t('contact.rules.read')]}
            rows={lines.map((line) => ({
              key: line.key,
              cells: [
                line.what,
                line.says,
                <Where key="where" line={line} t={t} />,
                line.stale ? <Badge tone="bad">{line.read}</Badge> : line.read,
              ],
            }))}
            empty={t('contact.rules.none')}
          />
        </Titled>
      ))}
    </Desk>
  )
}

function Where({ line: { stands, source }, t }: { line: Line; t: T }) {
  if (!stands) return <>{t('contact.rules.ours')}</>
  return source ? <TextLink href={source}>{stands}</TextLink> : <>{stands}</>
}
