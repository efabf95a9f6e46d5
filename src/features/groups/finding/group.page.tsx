import { Article, ButtonLink, Notice, Section, Small, TextLink } from '#ui/parts'
import { Photo } from '#ui/photo'
import { Badges, Facts } from '#ui/table'
import { type GroupCardProps, GroupCards } from '../core/index.ts'
import { Report, type ReportProps } from '../moderating/index.ts'
import type { T } from './texts.ts'

export type GroupProps = {
  t: T
  group: {
    name: string
    picture: string | undefined
    description: string[]
    facts: { label: string; value: string }[]
    badges: string[]
  }
  /** Where one comes in, or finds what one is there. */
  membership: string
  /** It is full for now. */
  full: boolean
  /** The nearest with room, when it is full. */
  others: GroupCardProps[]
  links: { text: string; href: string }[]
  report: ReportProps
  find: string
}

/** A group as anybody may see it: where, when, how many. Nobody's name. */
export function GroupPage({ t, group, membership, full, others, links, report, find }: GroupProps) {
  return (
    <Article title={group.name}>
      {group.badges.length > 0 && <Badges texts={group.badges} />}
      {group.picture && <Photo src={group.picture} words={t('finding.page.picture', { name: group.name })} />}
      <Facts facts={group.facts} />
      {group.description.map((paragraph) => (
        <p key={paragraph}>{paragraph}</p>
      ))}
      {full && <Notice>{t('finding.page.full')}</Notice>}
      <p>
        <ButtonLink href={membership}>{full ? t('finding.page.wait') : t('groups.page.join')}</ButtonLink>
      </p>
      {others.length > 0 && (
        <Section title={t('groups.page.others')}>
          <GroupCards groups={others} />
        </Section>
      )}
      {links.map(({ text, href }) => (
        <p key={href}>
          <TextLink href={href}>{text}</TextLink>
        </p>
      ))}
      <Report {...report} />
      <Small>
        <TextLink href={find}>{t('groups.page.find')}</TextLink>
      </Small>
    </Article>
  )
}
