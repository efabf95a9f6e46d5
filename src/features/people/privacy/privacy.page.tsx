import { Article, List } from '#ui/parts'
import type { T } from './texts.ts'

const POINTS = ['who', 'why', 'what', 'how-long', 'whom', 'rights'] as const

/** The notice at collection (GDPR art. 13), in words that people read. */
type PrivacyProps = { t: T; movement: string; controller: string; contact: string }

export function PrivacyPage({ t, movement, controller, contact }: PrivacyProps) {
  return (
    <Article title={t('privacy.page.title')} lead={t('privacy.page.lead')}>
      <List>
        {POINTS.map((point) => (
          <li key={point}>{t(`privacy.page.${point}`, { movement, controller, contact })}</li>
        ))}
      </List>
    </Article>
  )
}
