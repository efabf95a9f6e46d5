import { lists } from '#content'
import { fill } from '#platform/slots'
import { withinTerritory } from '#territories'
import { groupPath, groupsMeetingNext, nextMeeting } from '../core/index.ts'
import { texts } from './texts.ts'

/** In a letter or a page: groups of a territory, those first that meet next. */
export const groupsInTexts = fill(lists, {
  name: 'groups',
  title: (locale) => texts.in(locale)('finding.title-list'),
  items: async (app, { within, limit }, locale) => {
    const now = app.now()
    const groups = await groupsMeetingNext(app.database.read, now, { where: withinTerritory(within, 'g'), limit })
    return groups.map((group) => ({
      title: group.name,
      path: groupPath(group.id),
      when: nextMeeting(locale, group, now),
      where: group.town,
    }))
  },
})
