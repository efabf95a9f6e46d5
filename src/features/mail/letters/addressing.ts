import { sql } from 'kysely'
import type { App } from '#platform/app'
import type { Scope } from '#platform/auth/actor'
import type { Handle } from '#platform/db/handle'
import { NotFound } from '#platform/errors'
import type { Locale } from '#platform/i18n/locales'
import { mayNot } from '#contact'
import { frozenRuleOf, purposes, type Rule, selectedBy } from '#people'
import type { LetterRecord } from './queries/letters.ts'
import { CARRIES, PURPOSE } from './setting.ts'
import { db } from './tables.ts'

const everybody: Rule = { op: 'all', of: [] }

/** To whom a letter goes: a rule, where it selects, and whether it chooses by what is known of people. */
export type Addressed = { rule: Rule; scope: Scope; selecting: boolean }

/** What both territories allow. */
const within = (a: Scope, b: Scope): Scope =>
  a === 'everywhere' ? b : b === 'everywhere' ? a : a.filter((area) => b.includes(area))

/** As its audience is now, within where its writer might write and where `by` may write today. An audience that asks anything of people counts as choosing them (docs/law/political-advertising.md). */
export async function addressed(
  handle: Handle,
  { audience_id, scope: written }: Pick<LetterRecord, 'audience_id' | 'scope'>,
  by: Scope,
): Promise<Addressed> {
  const scope = within(written, by)
  const rule = audience_id === null ? everybody : await frozenRuleOf(handle, audience_id as Parameters<typeof frozenRuleOf>[1])
  if (!rule) throw new NotFound('mailings.audience-gone')
  return { rule, scope, selecting: rule.of.length > 0 || scope !== 'everywhere' }
}

/** How many it would reach now, by the language in which they read, and how many not, by why. */
export async function reckoned(
  app: App,
  { rule, scope, selecting }: Addressed,
  kind: LetterRecord['kind'],
): Promise<{ readers: Partial<Record<Locale, number>>; left: Record<string, number> }> {
  const { read } = app.database
  const purpose = app.filled(purposes).find(({ key }) => key === PURPOSE.key) ?? PURPOSE
  const { why } = mayNot({ purpose, channel: 'email', now: app.now(), selecting, kind, carries: [...CARRIES] })
  const { rows } = await sql<{ locale: Locale; why: string | null; n: number }>`select locale, why, count(*)::integer as n
    from (select locale, ${why} as why from person where ${await selectedBy(read, app, { rule, scope })}) one group by locale, why`.execute(
    db(read),
  )
  const readers: Partial<Record<Locale, number>> = {}
  const left: Record<string, number> = {}
  for (const row of rows) {
    if (row.why === null) readers[row.locale] = (readers[row.locale] ?? 0) + row.n
    else left[row.why] = (left[row.why] ?? 0) + row.n
  }
  return { readers, left }
}
