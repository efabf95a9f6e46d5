import { fill } from '#platform/slots'
import { afterSigning } from '#people'
import { describe, groupTexts, nearestGroups } from '../core/index.ts'
import { NearPanel } from './welcome.page.tsx'
import { texts } from './texts.ts'

const OFFERED = 3

/** On the page that thanks somebody for signing: the nearest groups that have room for her. */
export const nearAfterSigning = fill(afterSigning, {
  order: 20,
  draw: async (app, { point, token, locale, link }) => {
    const near = point ? await nearestGroups(app.database.read, point, { room: true, limit: OFFERED }) : []
    const t = groupTexts.in(locale)
    const groups = near.map((group) => describe(app, group, { t, locale, at: link(`/groups/${group.id}/welcome/${token}`) }))
    return <NearPanel t={texts.in(locale)} groups={groups} find={link('/groups')} />
  },
})
