import type { App } from '#platform/app'
import type { Locale } from '#platform/i18n/locales'
import { defineSlot } from '#platform/slots'

/** How something reaches a person. `file`: she is kept; `shown`: something of hers is shown to others. Neither is contact. */
export type Channel = 'file' | 'shown' | 'email' | 'sms' | 'voice'

/** Where she may be asked: the form of signing, her own page, a sheet of paper, a file, other software. Elsewhere: by pages of the room itself. */
export type Asker = 'signing' | 'account' | 'paper' | 'import' | 'program'

type InEach = Record<Locale, string>

/**
 * What somebody agrees to, declared by the room that needs it (GDPR art. 5(1)(b), 6, 7). Everything else reads the declaration: a new purpose is
 * one of these, put into the slot `purposes`.
 */
export type Purpose = {
  /** Its name in the ledger, for ever. */
  key: string
  /** Each has rows of its own in the ledger. */
  channels: readonly Channel[]
  /** GDPR art. 9(2): (a) explicit consent; (d) members, former members and regular contacts of a body that does not seek profit. */
  basis: 'explicit-consent' | 'regular-contact'
  /** What it is called in lists. */
  name: InEach
  /** Beside its box, by version, the first first. Never edited: a change is a new one. `{movement}` is its name. */
  wordings: InEach[]
  asked: readonly Asker[]
  /** The button that ends it; without, it ends on pages of the room itself. */
  end?: InEach
  /** Withdrawing keeps the address on the list of those to be left alone, by its keyed hash, whoever brings it again. */
  leavesAlone: boolean
  /** Months after which she is asked again, and not reached before she answers; null: it holds until she withdraws. */
  renewed: number | null
  /** How files of other systems call a column with her yes, and one with her no: by header, the systems that call it so (`bringing/headers.ts`). */
  columns?: { yes: Record<string, string>; no: Record<string, string> }
  /** Whether the state of a subscription to letters is her word on it. */
  ofSubscriptions?: true
  /**
   * Whether what is sent for it is chosen by what is known of people. That takes a consent of its own (Regulation (EU) 2024/900 art. 18,
   * docs/law/political-advertising.md).
   */
  selects: boolean
  /** A link to leave that names no purpose means this one: those of mails that were sent before links named it. */
  unnamed?: true
  /** It is about one thing of the room, such as a group: the ledger keeps which (`about`). */
  each?: true
}

/** Rooms put what they ask people into it. */
export const purposes = defineSlot<Purpose>('people.purposes')

/** All that are declared, in the order of the rooms. */
export function purposesOf(app: Pick<App, 'filled'>): Purpose[] {
  return app.filled(purposes)
}

/** Those that people may be asked there. */
export function askedIn(app: Pick<App, 'filled'>, asker: Asker): Purpose[] {
  return purposesOf(app).filter(({ asked }) => asked.includes(asker))
}

/** The purpose of that key; undefined when no room declares it here. */
export function purposeNamed(app: Pick<App, 'filled'>, key: string): Purpose | undefined {
  return purposesOf(app).find((one) => one.key === key)
}

const KINDS = { file: null, shown: null, email: 'email', sms: 'phone', voice: 'phone' } as const

/** What a channel needs to reach anybody; null: nothing, since it is no contact. */
export function pointKindOf(channel: Channel): 'email' | 'phone' | null {
  return KINDS[channel]
}

/** What a purpose needs to reach anybody, each once. */
export function pointKindsOf({ channels }: Pick<Purpose, 'channels'>): ('email' | 'phone')[] {
  return [...new Set(channels.flatMap((channel) => pointKindOf(channel) ?? []))]
}

/** Every way by which she could be reached for something of her record. */
export function contactsOf(all: Purpose[]): { purpose: Purpose; channel: Channel }[] {
  return all
    .filter(({ each }) => !each)
    .flatMap((purpose) => purpose.channels.map((channel) => ({ purpose, channel })))
    .filter(({ channel }) => pointKindOf(channel) !== null)
}

/** What of a person's `agreed` a purpose writes. */
export function agreedNames({ key, channels, each }: Pick<Purpose, 'key' | 'channels' | 'each'>): string[] {
  return each ? [] : channels.map((channel) => `${key}:${channel}`)
}

/** The channel that a name of `agreed` tells of. */
export function channelOf(name: string): Channel {
  // The database holds none but those that a declaration wrote.
  return name.split(':')[1] as Channel
}
