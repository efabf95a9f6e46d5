import { groupPageParts } from '#groups'
import { fill } from '#platform/slots'
import { FoundSection } from '#ui/finding'
import { ButtonLink, Stack, Stats } from '#ui/parts'
import { paths as givePaths } from '../core/index.ts'
import { figuresSaid } from './describing.ts'
import { sharesOfGroup } from './queries/shares.ts'
import { texts } from './texts.ts'

/** On the page of a group, for anybody: that one may give a part to it, and what came if it lets that be seen. One query. */
export const sharesOnPage = fill(groupPageParts, {
  order: 40,
  draw: async (app, { group, locale, link }) => {
    const shares = (await sharesOfGroup(app.database.read, group)).filter(({ agreed_at }) => agreed_at !== null)
    if (shares.length === 0) return undefined
    const t = texts.in(locale)
    return (
      <FoundSection title={t('campaigns.on-page.title')}>
        {shares.map(({ recipient_id, recipient, currency, shows_figures, figure }) => (
          <Stack key={recipient_id}>
            <p>{t('campaigns.on-page', { recipient })}</p>
            {shows_figures && figuresSaid(figure, { locale, currency }).length > 0 && (
              <Stats stats={figuresSaid(figure, { locale, currency })} />
            )}
            <p>
              <ButtonLink href={link(`${givePaths.recipient(recipient_id)}?group=${group}`)} tone="plain" small>
                {t('campaigns.on-page.button')}
              </ButtonLink>
            </p>
          </Stack>
        ))}
      </FoundSection>
    )
  },
})
