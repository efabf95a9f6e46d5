import { Article, ButtonLink } from '#ui/parts'
import type { T } from './texts.ts'

type WelcomeProps = { t: T; name: string; joined: 'in' | 'asked'; group: string; members: string }

/** She has just signed, and is in a group, or has asked to be. */
export function WelcomePage({ t, name, joined, group, members }: WelcomeProps) {
  return (
    <Article title={t(`signing.welcome.title-${joined}`, { name })} lead={t(`signing.welcome.lead-${joined}`)}>
      <p>
        <ButtonLink href={joined === 'in' ? members : group}>{t(`signing.welcome.button-${joined}`)}</ButtonLink>
      </p>
    </Article>
  )
}
