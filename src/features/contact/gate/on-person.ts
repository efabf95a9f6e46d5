import type { SlotOf } from '#platform/slots'
import type { reachNow } from '#people'
import { askGate } from './asking.ts'
import type { Contact } from './contact.ts'
import { sayAnswer } from './saying.ts'
import { texts } from './texts.ts'

const isWay = (channel: string): channel is Contact['channel'] => ['email', 'sms', 'voice'].includes(channel)

/** Why campaigning to somebody has to wait now, by each way that she agreed to: the silence, the hour or what she got already, by which rule. */
export const heldNow: NonNullable<SlotOf<typeof reachNow>> = async (app, { person, ways, locale }) => {
  const t = texts.in(locale)
  const now = app.now()
  return Promise.all(
    ways.map(async ({ purpose, channel }) => {
      if (!isWay(channel)) return undefined
      const contact: Contact = { purpose, channel, kind: 'propaganda', carries: ['speaker', 'reason', 'leave'], now }
      const answer = (await askGate(app, { people: [person] }, contact)).get(person)!
      return answer.answer === 'yes' ? undefined : sayAnswer({ t, locale }, answer, app.movement.current.timeZone)
    }),
  )
}
