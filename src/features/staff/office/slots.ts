import type { App } from '#platform/app'
import type { Actor } from '#platform/auth/actor'
import type { Id } from '#platform/db/id'
import type { Locale } from '#platform/i18n/locales'
import { defineSlot } from '#platform/slots'

/** What may be opened by whom: who holds the permission, or with `everywhere` who holds it for the whole movement; without, all of the staff. */
export type Opened = { permission?: string; everywhere?: true }

/** Something that waits for somebody of the staff. `path`: where it is dealt with, undefined: nowhere but there; `count`: of how much waits for him, in a constant number of queries. */
export type Waiting = Opened & {
  path: string
  count(app: App, actor: Actor): Promise<number>
  text(locale: Locale, n: number): string
}

/** What is looked for, by whom, and how much of it is shown at most. */
type Sought = { typed: string; actor: Actor; locale: Locale; limit: number }

/** One thing that was found. `note`: what tells it from its namesakes. */
type Hit = { path: string; text: string; note?: string }

/** A kind of things that the one search field finds. `all`: a page to which what was typed can be posted as `q`, for more. */
export type Search = Opened & {
  title(locale: Locale): string
  find(app: App, sought: Sought): Promise<Hit[]>
  all?: { path: string; text(locale: Locale): string }
}

/** A step of setting up a movement: what is missing, computed from the truth at each look; it is gone when done. */
export type Step = Opened & {
  isDone(app: App): Promise<boolean>
  text(locale: Locale): string
  /** Why, and what to do. */
  hint(app: App, locale: Locale): string
  /** Where it is done: a page, or an act that is posted; undefined: on the server. */
  way(app: App): Way | undefined
}

/** Something that a person of the file is part of: her groups, her events. For who may see such things, as far as he may. */
type Part = Opened & {
  title(locale: Locale): string
  find(app: App, asked: { person: Id<'person'>; actor: Actor; locale: Locale }): Promise<Hit[]>
}

type Way = { path: string; post?: true; text(locale: Locale): string }

/** What rooms put on the staff's office. */
export const office = {
  awaits: defineSlot<Waiting>('staff.awaits'),
  searches: defineSlot<Search>('staff.searches'),
  steps: defineSlot<Step>('staff.steps'),
  parts: defineSlot<Part>('staff.parts'),
}
