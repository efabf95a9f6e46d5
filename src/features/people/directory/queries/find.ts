import { sql } from 'kysely'
import type { Handle } from '#platform/db/handle'
import type { Scope } from '#platform/auth/actor'
import type { Gazetteer } from '#territories'
import { interpret } from '../rules.ts'
import { byCondition, byKeys, type Cursor, type Found, meantBy, search } from './search.ts'

export type Finding = {
  typed: string
  country: string
  scope: Scope
  limit: number
  cursor?: Cursor | undefined
}

/** What was found, and how the words were understood when not to the letter. */
export type Findings = { found: Found[]; town?: string; instead?: string }

/**
 * Finds people by anything typed: a name in any order, with or without accents, an address, a number, a tag, a postal code, a
 * town, "dupont lyon". When no name begins so, towns are tried, then names one slip away.
 */
export async function findPeople(handle: Handle, gazetteer: Gazetteer, finding: Finding): Promise<Findings> {
  const asked = interpret(finding.typed, finding.country)
  const page = { scope: finding.scope, limit: finding.limit, cursor: finding.cursor }
  const found = await search(handle, asked, page)
  if (found.length > 0 || asked.kind !== 'name' || asked.words.length === 0) return { found }
  // A later page that is empty is the end, unless the first one was understood otherwise.
  if (finding.cursor && (await search(handle, asked, { scope: finding.scope, limit: 1 })).length > 0) return { found }
  return (
    (await inTown(handle, gazetteer, { ...finding, words: asked.words })) ??
    (await withSlip(handle, { ...finding, words: asked.words })) ?? { found }
  )
}

type Worded = Omit<Finding, 'typed'> & { words: string[] }

/** The last words, or all of them, as the name of a town. */
async function inTown(handle: Handle, gazetteer: Gazetteer, { country, words, ...page }: Worded) {
  for (let at = 0; at < words.length; at++) {
    const towns = gazetteer.named(country, words.slice(at).join(' '))
    if (towns.length === 0) continue
    const ids = towns.map(({ id }) => id)
    // One town, as most are, is a range of an index in the order of names; a list of them is not.
    const there = ids.length === 1 ? sql<boolean>`person.place_id = ${ids[0]}` : sql<boolean>`person.place_id = any(${ids})`
    const found =
      at === 0
        ? await byCondition(handle, page, there)
        : await byKeys(handle, page, { texts: [words.slice(0, at).join(' ')], condition: there })
    if (found.length > 0) return { found, town: towns[0]!.name }
  }
  return undefined
}

/** At most so many readings of a text with slips are tried. */
const READINGS = 32

async function withSlip(handle: Handle, { scope, limit, cursor, words }: Worded): Promise<Findings | undefined> {
  const meant = await meantBy(handle, words)
  if (meant.some((choices) => choices.length === 0)) return undefined
  const texts = meant
    .reduce<string[]>((all, choices) => all.flatMap((text) => choices.map((word) => `${text} ${word}`.trim())), [''])
    .slice(0, READINGS)
  const found = await byKeys(handle, { scope, limit, cursor }, { texts })
  return found.length > 0 ? { found, instead: texts[0]! } : undefined
}
