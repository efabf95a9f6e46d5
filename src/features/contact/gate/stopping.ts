import type { App } from '#platform/app'
import type { Tx } from '#platform/db/handle'
import type { Locale } from '#platform/i18n/locales'
import { type PersonId, reach } from '#people'
import type { Contact } from './contact.ts'
import { texts } from './texts.ts'

type Stopping = Parameters<typeof reach.stop>[2]

/** What a no was meant for: one purpose by all its channels, all purposes by the channel it came by, or everything. */
export type Meaning = { purpose: string } | 'channel' | 'all'

export type Stop = {
  /** Who says it: a person, or the keyed hash of an address, which speaks for all who hold it. */
  of: { person: PersonId } | { address: Buffer }
  channel: Contact['channel']
  meaning: Meaning
  /** What she wrote, or said, in her words; without them the words of the program stand for it. */
  said?: string
  locale: Locale
  method: Stopping['telling']['method']
  /** The room that heard it. */
  source: string
  now: Date
}

/**
 * She says no. Whatever room heard it, in one transaction it binds every channel that it was meant for: whoever asks the gate after its commit is told so. It cannot
 * be said twice: the second changes nothing. Gives the people whom it binds.
 */
export function stop(
  tx: Tx,
  app: Pick<App, 'filled'>,
  { of, channel, meaning, said, locale, method, source, now }: Stop,
): Promise<PersonId[]> {
  return reach.stop(tx, app, {
    of,
    by: channel,
    ends: ({ purpose, channel: other }) =>
      meaning === 'all' || (meaning === 'channel' ? other === channel : purpose.key === meaning.purpose),
    words: { id: 'contact.stop.v1', text: said ?? texts.in(locale)('contact.stop.v1'), locale },
    telling: { method, source, evidence: null, now },
  })
}
