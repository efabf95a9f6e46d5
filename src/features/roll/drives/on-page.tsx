import { groupPageParts } from '#groups'
import { fill } from '#platform/slots'
import { FoundSection } from '#ui/finding'
import { ButtonLink } from '#ui/parts'
import { votesAhead } from '../core/index.ts'
import { drivesOf } from './queries.ts'
import { texts } from './texts.ts'

/** On the page of a group, for anybody: that it helps, how many it has helped, and where one looks whether one is registered. One query. */
export const driveOnPage = fill(groupPageParts, {
  order: 15,
  draw: async (app, { group, locale, link }) => {
    const elections = (await votesAhead(app, 'kept')).map(({ id }) => id)
    const [drive] = elections.length > 0 ? await drivesOf(app.database.read, group, elections) : []
    if (!drive) return undefined
    const t = texts.in(locale)
    return (
      <FoundSection title={t('drives.on-page.title')}>
        <p>{t('drives.on-page', { n: drive.registered })}</p>
        <p>
          <ButtonLink href={link('/vote')} tone="plain" small>
            {t('drives.on-page.button')}
          </ButtonLink>
        </p>
      </FoundSection>
    )
  },
})
