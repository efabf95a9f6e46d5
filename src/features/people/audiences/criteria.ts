import type { App } from '#platform/app'
import { httpTexts } from '#platform/http/texts'
import { joinTexts, type Texts } from '#platform/i18n/texts'
import { defineSlot } from '#platform/slots'
import { territoryTexts } from '#territories'
import { directoryTexts } from '../directory/index.ts'
import { purposesOf } from '../ledger/index.ts'
import { agreesFor, unprovedFor } from './agrees.ts'
import type { Criterion } from './criterion.ts'
import { texts } from './texts.ts'

/** What a room can ask of a person, and its texts. */
export type Criteria = { texts: Texts; criteria: Criterion[] }

/** Rooms that know something of people put their questions here. */
export const audienceCriteria = defineSlot<Criteria>('people.audience-criteria')

/** Every question that there is, by its name. */
export type Known = ReadonlyMap<string, Criterion>

/** What can be asked about people now. Two of one name are a mistake. */
export function criteriaOf(app: App): Known {
  const known = new Map<string, Criterion>()
  const asked = app.filled(audienceCriteria).flatMap(({ criteria }) => criteria)
  for (const criterion of [agreesFor(purposesOf(app)), unprovedFor(purposesOf(app)), ...asked]) {
    if (known.has(criterion.name)) throw new Error(`Two criteria are called ${criterion.name}`)
    known.set(criterion.name, criterion)
  }
  return known
}

const joined = new WeakMap<App, Texts>()

/** The texts of the pages, with those of every question. */
export function textsOf(app: App): Texts {
  const known = joined.get(app)
  if (known) return known
  const all = app.filled(audienceCriteria).map((one) => one.texts)
  const made = joinTexts([httpTexts, territoryTexts, directoryTexts, texts, ...all])
  joined.set(app, made)
  return made
}
