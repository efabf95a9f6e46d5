import type { App } from '#platform/app'
import type { SlotOf } from '#platform/slots'
import { findPerson, type Purpose, purposes } from '#people'
import type { office } from '#staff'
import { askGate } from './asking.ts'
import type { Contact } from './contact.ts'
import { sayAnswer } from './saying.ts'
import { texts } from './texts.ts'

const CHANNELS: readonly Contact['channel'][] = ['email', 'sms', 'voice']

/** What may be campaigned for to one person now, by what, and if not, by which rule; on her page. */
export const reachOfPerson: SlotOf<typeof office.parts> = {
  permission: 'people.see',
  title: (locale) => texts.in(locale)('contact.now'),
  find: async (app: App, { person, locale }) => {
    const found = await findPerson(app.database.read, person)
    if (!found) return []
    const t = texts.in(locale)
    const zone = found.time_zone ?? app.movement.current.timeZone
    const ways = waysOf(app.filled(purposes))
    const answers = await Promise.all(
      ways.map((way) =>
        askGate(
          app,
          { people: [person] },
          { ...way, kind: 'propaganda', carries: ['speaker', 'reason', 'leave'], now: app.now() },
        ),
      ),
    )
    return ways.map(({ purpose, channel }, n) => ({
      path: '/staff/contact',
      text: `${purpose.name[locale]} · ${t(`contact.channel.${channel}`)}`,
      note: sayAnswer({ t, locale }, answers[n]!.get(person)!, zone),
    }))
  },
}

/** Every way by which somebody is reached for something of her record. */
function waysOf(all: Purpose[]): Pick<Contact, 'purpose' | 'channel'>[] {
  return all
    .filter(({ each, selects }) => !each && !selects)
    .flatMap((purpose) =>
      CHANNELS.filter((channel) => purpose.channels.includes(channel)).map((channel) => ({ purpose, channel })),
    )
}
