import type { App } from '#platform/app'
import type { Locale } from '#platform/i18n/locales'
import { defineSlot } from '#platform/slots'
import type { PersonId } from '../core/index.ts'
import type { Channel, Purpose } from '../ledger/index.ts'

type Way = { purpose: Purpose; channel: Channel }

/**
 * What the law and the moment add to what is known of somebody: for each way by which she may be reached, in words why it has to wait, or undefined. A constant
 * number of queries.
 */
export const reachNow =
  defineSlot<(app: App, asked: { person: PersonId; ways: Way[]; locale: Locale }) => Promise<(string | undefined)[]>>(
    'people.reach-now',
  )
