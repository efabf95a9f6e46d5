import { Article, List } from '#ui/parts'
import type { T } from './texts.ts'

/** Whose data the towns and maps are, as their licences ask. */
export function CreditsPage({ t }: { t: T }) {
  return (
    <Article title={t('territories.credits.title')} lead={t('territories.credits.lead')}>
      <List>
        <li>{t('territories.credits.etalab')}</li>
        <li>{t('territories.credits.insee')}</li>
        <li>{t('territories.credits.geonames')}</li>
        <li>{t('territories.credits.natural-earth')}</li>
      </List>
    </Article>
  )
}
