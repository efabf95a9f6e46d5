import { sql } from 'kysely'
import type { Locale } from '#platform/i18n/locales'
import type { Translate } from '#platform/i18n/texts'
import { bitOf } from '../core/index.ts'
import { agreedNames, channelOf, isUnproved, pointKindOf, type Purpose } from '../ledger/index.ts'
import { oneOf } from './asking.ts'
import type { Criterion } from './criterion.ts'

/** Who agrees to something by some way: of every purpose that is declared, those ways that reach her. */
export function agreesFor(purposes: Purpose[]): Criterion {
  const names = purposes.flatMap(agreedNames)
  const asked = names.filter((name) => pointKindOf(channelOf(name)) !== null)
  const textOf = (name: string, t: Translate): string => {
    const purpose = purposes.find(({ key }) => name.startsWith(`${key}:`))
    const channel = t(`audiences.channel-${channelOf(name)}`)
    // The text of that key is the language itself. A purpose that was taken away since has its key alone.
    return `${purpose?.name[t('audiences.locale') as Locale] ?? name} · ${channel}`
  }
  const options = (t: Translate) => asked.map((name) => ({ value: name, text: textOf(name, t) }))
  return {
    name: 'agrees',
    label: 'audiences.agrees',
    fields: [{ name: 'channel', label: 'audiences.channel', kind: 'choice', options: (_choices, t) => options(t) }],
    selects: false,
    read: async (_app, { channel = '' }) =>
      asked.includes(channel) ? { values: { channel } } : { errors: { channel: 'audiences.choose' } },
    sql: ({ channel = '' }) => agreesTo(channel, names),
    sentence: ({ channel = '' }, t) => t('audiences.agrees-sentence', { channel: textOf(channel, t) }),
  }
}

/**
 * Of a million rows numbers are looked into ten times as fast as lists; where two names share a bit, the list decides. A name of a purpose that was taken
 * away may share one too: it selects a few too many then, and the gate reaches none of them.
 */
function agreesTo(name: string, names: string[]) {
  const has = sql<boolean>`(person.agreed_mask & (1::bigint << ${bitOf(name)}::integer) <> 0)`
  const alone = names.every((other) => other === name || bitOf(other) !== bitOf(name))
  return names.includes(name) && alone ? has : sql<boolean>`(${has} and person.agreed @> array[${name}]::text[])`
}

/** Who said yes in a file that proves nothing (GDPR art. 7(1)), and not here since: to be asked again, of each purpose that files may speak of. */
export function unprovedFor(purposes: Purpose[]): Criterion {
  const asked = purposes.filter((one) => one.asked.includes('import'))
  const nameOf = (key: string, t: Translate) =>
    purposes.find((one) => one.key === key)?.name[t('audiences.locale') as Locale] ?? key
  const options = (t: Translate) => asked.map(({ key }) => ({ value: key, text: nameOf(key, t) }))
  return {
    name: 'unproved',
    label: 'audiences.unproved',
    fields: [{ name: 'purpose', label: 'audiences.unproved-what', kind: 'choice', options: (_choices, t) => options(t) }],
    read: oneOf(
      'purpose',
      asked.map(({ key }) => key),
    ),
    sql: ({ purpose = '' }) => isUnproved(purpose),
    sentence: ({ purpose = '' }, t) => t('audiences.unproved-sentence', { purpose: nameOf(purpose, t) }),
  }
}
