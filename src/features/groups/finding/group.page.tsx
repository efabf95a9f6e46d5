import type { ComponentChild } from 'preact'
import { type Dot, DotMap } from '#ui/dot-map'
import { FoundSection } from '#ui/finding'
import { ButtonLink, Notice, Small, TextLink } from '#ui/parts'
import { Photo } from '#ui/photo'
import { OwnWords, Profile } from '#ui/profile'
import { RoamingButton, type RoamingProps } from '#ui/roaming-button'
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
  /** Where one comes in. */
  membership: string
  /** What she who looks is there, and the way in. */
  own: { said: string; href: string } | undefined
  /** It is full for now. */
  full: boolean
  /** The nearest with room, when it is full. */
  others: GroupCardProps[]
  /** What it does, as other rooms show it. */
  parts: ComponentChild[]
  /** Where it is, as far as anybody may know, among the towns around. */
  dots: Dot[]
  roaming: RoamingProps
  links: { text: string; href: string }[]
  report: ReportProps
  find: string
}

/** A group as anybody may see it: its own words, where, when, how many, what it does. Nobody's name. */
export function GroupPage(props: GroupProps) {
  const { t, group, others, links, report, find } = props
  return (
    <Profile
      title={group.name}
      beside={<Beside {...props} />}
      parts={props.parts}
      after={
        <>
          {links.map(({ text, href }) => (
            <p key={href}>
              <TextLink href={href}>{text}</TextLink>
            </p>
          ))}
          <Report {...report} />
          <Small>
            <TextLink href={find}>{t('groups.page.find')}</TextLink>
          </Small>
        </>
      }
    >
      {group.badges.length > 0 && <Badges texts={group.badges} />}
      <OwnWords paragraphs={group.description} />
      <Facts facts={group.facts} />
      <WayIn {...props} />
      {others.length > 0 && (
        <FoundSection title={t('groups.page.others')}>
          <GroupCards groups={others} />
        </FoundSection>
      )}
    </Profile>
  )
}

/** Who is in it finds the way to the others; anybody else may ask to come in. */
function WayIn({ t, own, full, membership }: GroupProps) {
  if (own)
    return (
      <>
        <p>
          <strong>{own.said}</strong>
        </p>
        <p>
          <ButtonLink href={own.href}>{t('finding.page.enter')}</ButtonLink>
        </p>
      </>
    )
  return (
    <>
      {full && <Notice>{t('finding.page.full')}</Notice>}
      <p>
        <ButtonLink href={membership}>{full ? t('finding.page.wait') : t('groups.page.join')}</ButtonLink>
      </p>
    </>
  )
}

function Beside({ t, group: { name, picture }, dots, roaming }: GroupProps) {
  return (
    <>
      {picture && <Photo src={picture} words={t('finding.page.picture', { name })} />}
      <DotMap dots={dots} summary={t('finding.page.map', { name, town: dots[0]!.label! })} />
      <RoamingButton {...roaming} open={t('finding.map-open')} label={t('finding.map-label')} failed={t('finding.map-failed')} />
    </>
  )
}
