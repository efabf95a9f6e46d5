import type { Auth } from './auth/sessions.ts'
import type { Config, Movement } from './config/config.ts'
import type { Seals } from './crypto/seals.ts'
import type { Database } from './db/database.ts'
import type { Tx } from './db/handle.ts'
import type { Id } from './db/id.ts'
import type { Locale } from './i18n/locales.ts'
import type { Texts } from './i18n/texts.ts'
import type { Worker } from './jobs/jobs.ts'
import type { Log } from './log.ts'
import type { Mailer } from './mail/mail.ts'
import type { Actor, KeyHolder } from './auth/actor.ts'
import type { AccountId } from './auth/session.ts'
import type { AskerKnown } from './auth/asking.ts'
import type { Routes } from './http/server.ts'
import type { Live } from './live.ts'
import type { Filling, Slot } from './slots.ts'

/** What the program hands to its slices. The pool is not in it: slices read through `database.read` and write in `transact`. */
export type App = {
  config: Config
  database: Pick<Database, 'read' | 'transact' | 'copy'>
  mailer: Mailer
  /** Sign-in and sessions. */
  auth: Auth
  /** Name, languages, colour and contact, as they stand now. */
  movement: Live<Movement>
  seals: Seals
  log: Log
  /** What the slices declare that they hold of persons. */
  personalData: KeptData[]
  /** Tells the slices, in one transaction, that somebody proved another mailbox to be hers. */
  followAddress(tx: Tx, move: AddressMove): Promise<void>
  /** A server said that there is no such mailbox, in these words. */
  mailboxGone(tx: Tx, gone: GoneMailbox): Promise<void>
  /** Tells the slices, in the transaction that erases somebody, which mailboxes were hers: they forget what they keep under these alone. */
  forgetMailboxes(tx: Tx, erased: ErasedMailbox[]): Promise<void>
  /** What all slices know that a person did, or that befell her record; each in one query. */
  deedsOf(person: Id<'person'>, locale: Locale): Promise<Deed[]>
  /** What all slices know that somebody could do now, the best first. */
  suggestionsFor(wish: Wish): Promise<Suggestion[]>
  /** Pages where somebody who is signed in has something, and that no menu names: reached from `/me`. */
  ownPagesOf(actor: Pick<Actor, 'person' | 'email'>, locale: Locale): Promise<OwnPage[]>
  /** Pages that slices add to those of a thing (`of`), for somebody who has that role in it. */
  tabsOf(of: string, role: string): { path: string; text(locale: Locale): string; daily: boolean; once: 'begun' | undefined }[]
  /** The pages that somebody who is signed in finds in menus, by the names that they have there. */
  pagesFor(actor: Actor, locale: Locale): { path: string; text: string }[]
  /** An act or a kind of thing of the journal in words; one that no room writes any more as it was written. */
  sayInJournal(locale: Locale, what: 'act' | 'kind', name: string): string
  /** All permissions, each with the roles that hold it. */
  permissions: Record<string, string[]>
  /** Domains that a movement may do without, as it is put together here. */
  optional: OptionalDomain[]
  /** Whether the movement has that domain today. */
  isOn(domain: string): boolean
  /** What rooms above put into a slot, in their order. */
  filled<T>(slot: Slot<T>): T[]
  /** The only clock. */
  now(): Date
}

/** A domain that a movement may do without. `requires`: those of its kind that it cannot work without. */
export type OptionalDomain = { name: string; requires: string[]; title(locale: Locale): string }

/** An account moved from one mailbox to another, both of which answered. */
/** `person`: for whom the account spoke. */
type AddressMove = { account: AccountId; person: Id<'person'> | undefined; from: string; to: string; now: Date }

type GoneMailbox = { email: string; words: string }

/** `shared`: others hold it too, so that what stands under it is hers only where it bears her name. */
export type ErasedMailbox = { email: string; shared: boolean; given_name: string }

/** A page of somebody's own, by the name that it has there. */
export type OwnPage = { path: string; text: string }

/** A line of a person's timeline. */
export type Deed = { at: Date; text: string }

/**
 * A table that holds something about a person, by her id or by her address; what becomes of its rows when she is
 * erased, and when two records of her become one: they change hands, or those of the other go; `handed`: they stay with the kept record when the merge is taken back, since others live with them meanwhile;
 * `forgotten`: they go also when it is taken back, since they are found anew.
 */
export type PersonalData = {
  table: string
  column: string
  onErasure: 'deleted' | 'kept'
  onMerge?: 'moved' | 'handed' | 'dropped' | 'forgotten'
  /** Of two rows that cannot both stay when two records become one: this says which is worth more: SQL of the row, a condition or a number. Without it the kept record's. */
  better?: string
  /** The row is about somebody else, whom this one met or entered: it is not in what she may take with her. */
  ofOthers?: true
}

/** The same, with what it is and why it is kept, in words: the text `SLICE.kept.TABLE` of whose it is. */
export type KeptData = PersonalData & { why(locale: Locale): string }

/** `enter`: beside the name, on every page of who is not signed in. `visitors`: for who is not signed in alone. `last`: after all others. */
type MenuLink = { place: 'menu' | 'footer' | 'enter'; path: string; text: string; visitors?: boolean; last?: true }

/** `first`: before all others. `daily`: always in sight; the others stand behind one word. `supporters`: says nothing to staff whose mailbox is in nobody's record. */
type AccountLink = { place: 'account'; path: string; text: string; daily?: true; first?: true; supporters?: true }

/**
 * A page of the staff's menu, in one of its sections. Shown to who may open it: who holds `permission`, without one any
 * permission at all; `everywhere`: for the whole movement, and not in a territory alone. `under`: the path of another page of
 * the section, beside which it stands on a third level; who may not open that one finds it in its place.
 */
export type StaffLink = {
  place: 'staff'
  section: string
  path: string
  text: string
  permission?: string
  everywhere?: true
  under?: string
}

/** A page that a slice adds to those of a thing of a lower slice. `path` follows the thing's own; without `role`, for all who are in it; `anyone`: for those who are not; `staff`: on the desk of those in charge. `daily`: always in sight; `once`: not before that. */
type Tab = { of: string; path: string; text: string; role?: string; daily?: true; once?: 'begun' }

/** What somebody has time and taste for: what she said just now, and nothing that was kept or guessed. */
export type Wish = {
  minutes: number
  /** Near where; without, what can be done anywhere. */
  point: { lng: number; lat: number } | undefined
  /** Without going out. */
  home: boolean
  taste: string | undefined
  /** Who is signed in. */
  person: Id<'person'> | undefined
  locale: Locale
}

/** One thing that somebody could do now. `key`: the same each time; `score`: the higher, the sooner it is proposed. Many are found and one is shown: only that one is put into words. */
export type Suggestion = { key: string; score: number; path: string; words(): SuggestionWords }

/** `reasons`: why this one; `button`: what the link to it says. */
type SuggestionWords = { title: string; summary: string; reasons: string[]; button: string }

/** Rooms that change together, behind one door. `needs`: the domains whose doors it knows, all before it in `features.ts`. */
export type Domain = {
  name: string
  needs: string[]
  /** A movement may do without it: what it is called (a key of its texts), and what it requires of other such domains. */
  optional?: { title: string; requires: string[] }
  /** Plugs by folder, from the lowest up: a room sees the doors of those before it. */
  rooms: Record<string, Feature>
}

/** What a room plugs into the program. */
export type Feature = {
  /** First word of its texts. */
  name: string
  /** What is kept or done here, for the map. */
  owns: string
  texts: Texts
  /** Folder of `.sql` files, from the project's folder. */
  migrations?: string
  routes?: Routes
  workers?: Worker<App>[]
  personalData?: PersonalData[]
  /** Its tables that say nothing about anybody. */
  impersonal?: string[]
  /** Pages that the frame leads to. `text` is a key of the slice's texts. Those of the account are shown to who is signed in, those of the staff to who holds `permission`. */
  links?: (MenuLink | AccountLink | StaffLink)[]
  /** Sections of the staff's menu, in their order: `key` as links name them, `text` a key of the slice's texts. */
  sections?: { key: string; text: string }[]
  tabs?: Tab[]
  /** What it gives to rooms below, which declared a slot for it. */
  fills?: Filling[]
  /** Acts that it writes into the journal besides those of staff, and kinds of things: texts `NAME.act.ACT` and `NAME.kind.KIND`. */
  journal?: { acts?: string[]; kinds?: string[] }
  /** Permissions, each with the roles that hold it, that its routes name, besides `anyone` and `signed-in`. A route that names another stops the program at boot. */
  permissions?: Record<string, string[]>
  /** What the gate asks of who is signed in. One room knows each. */
  knowsAsker?: AskerKnown
  /** What the slice knows of a person, for her timeline. */
  deedsOf?(app: App, person: Id<'person'>, locale: Locale): Promise<Deed[]>
  /** Its pages where she has something, and that no menu names; none where she has nothing. One query. */
  ownPages?(app: App, actor: Pick<Actor, 'person' | 'email'>, locale: Locale): Promise<OwnPage[]>
  /** What somebody could do now, as far as the slice knows; a constant number of queries. */
  suggest?(app: App, wish: Wish): Promise<Suggestion[]>
  /** Takes the new address of whoever moved. */
  followAddress?(tx: Tx, app: App, move: AddressMove): Promise<void>
  /** Notes that there is no such mailbox. */
  mailboxGone?(tx: Tx, gone: GoneMailbox): Promise<void>
  /** Forgets addresses of people who are in no record: visitors, whoever was invited. */
  forgetMailboxes?(tx: Tx, app: App, erased: ErasedMailbox[]): Promise<void>
  /** What a program may do now that shows this key. One slice knows. */
  heldByKey?(app: App, key: string): Promise<KeyHolder | undefined>
  /** Brings up to date what the process keeps in memory and another process may have changed. Runs every few seconds. */
  refresh?(app: App): Promise<void>
  /** Makes up the slice's part of the demo movement. Knows when it is there already. */
  loadDemo?(app: App): Promise<void>
  /** Loads what the slice needs before it can serve. Runs at every start, so it must be quick when all is there. */
  prepare?(app: App): Promise<void>
}
