import type { App } from '#platform/app'
import { afterSigning, type Newcomer } from '#people'
import { fill } from '#platform/slots'
import { describe, groupTexts, nearestGroups } from '../core/index.ts'
import { NearPanel } from './welcome.page.tsx'
import { texts } from './texts.ts'

const OFFERED = 3

/** On the page that thanks somebody for signing: the nearest groups that have room for her. */
export const nearAfterSigning = fill(afterSigning, {
  order: 20,
  draw: async (app, newcomer) => {
    const { locale, link } = newcomer
    return <NearPanel t={texts.in(locale)} groups={await groupsNear(app, newcomer)} find={link('/groups')} />
  },
})

async function groupsNear(app: App, { point, token, locale, link }: Newcomer) {
  if (!point) return []
  const t = groupTexts.in(locale)
  const near = await nearestGroups(app.database.read, point, { room: true }, OFFERED)
  return near.map((group) => describe(app, group, { t, locale, at: link(`/groups/${group.id}/welcome/${token}`) }))
}
