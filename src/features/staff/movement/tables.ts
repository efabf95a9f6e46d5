import { narrow } from '#platform/db/handle'
import type { Locale } from '#platform/i18n/locales'
import type { Generated } from 'kysely'

type MovementRow = {
  id: Generated<boolean>
  name: string
  locale: Locale
  contact: string
  sentence: string | null
  accent: string | null
  controller: string | null
  country: string
  time_zone: string
  off: string[]
  /** By which setting a mail was seen to arrive. */
  mail_proved: Generated<string | null>
}

export const db = narrow<{ movement: MovementRow }>()
