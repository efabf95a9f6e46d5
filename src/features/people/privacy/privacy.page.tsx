import { Article, List } from '#ui/parts'
import type { T } from './texts.ts'

const POINTS = ['who', 'why', 'what', 'how-long', 'whom', 'rights'] as const

/** The notice at collection (GDPR art. 13), in words that people read. */
export function PrivacyPage({ t, movement, contact }: { t: T; movement: string; contact: string }) {
  return (
    <Article title={t('privacy.page.title')} lead={t('privacy.page.lead')}>
      <List>
        {POINTS.map((point) => (
          <li key={point}>{t(`privacy.page.${point}`, { movement, contact })}</li>
        ))}
      </List>
    </Article>
  )
}
