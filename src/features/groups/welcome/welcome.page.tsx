import { Article, ButtonLink, Section } from '#ui/parts'
import { type GroupCardProps, GroupCards } from '../core/index.ts'
import type { T } from './texts.ts'

type WelcomeProps = { t: T; name: string; joined: 'in' | 'asked'; group: string; members: string }

/** She has just signed, and is in a group, or has asked to be. */
export function WelcomePage({ t, name, joined, group, members }: WelcomeProps) {
  return (
    <Article title={t(`welcome.title-${joined}`, { name })} lead={t(`welcome.lead-${joined}`)}>
      <p>
        <ButtonLink href={joined === 'in' ? members : group}>{t(`welcome.button-${joined}`)}</ButtonLink>
      </p>
    </Article>
  )
}

type NearProps = { t: T; groups: GroupCardProps[]; find: string }

/** Groups near somebody who has just signed. */
export function NearPanel({ t, groups, find }: NearProps) {
  return (
    <Section title={t('welcome.near')}>
      <p>{groups.length > 0 ? t('welcome.near-lead') : t('welcome.near-none')}</p>
      <GroupCards groups={groups} />
      <p>
        <ButtonLink href={find} tone="plain">
          {t('welcome.near-find')}
        </ButtonLink>
      </p>
    </Section>
  )
}
