import type { App } from '#platform/app'
import { clockIn, lastMomentOf } from '#platform/i18n/moments'
import { findTown, gazetteerOf, townName } from '#territories'
import {
  areaName,
  coarsest,
  type Endings,
  endingsOf,
  somewhereOf,
  stageOf,
  type VotingHere,
  votesIn,
  wholeCountry,
} from '../core/index.ts'
import { treeOf } from './trees.ts'
import { type Tree, walk, type Walk } from './walking.ts'

/** What one sends who would rather not say where she lives. */
export const NOWHERE = '-'

/** Where somebody stands in the questions: nothing of it is kept. */
export type Standing = {
  tree: Tree
  walk: Walk
  /** How what was said of her town is called; undefined: nothing was. */
  where: string | undefined
  /** The next vote there, and until when one may come on to the roll for it. */
  here: VotingHere | undefined
  endings: Endings
  /** When one of them is over, or the day there: from then on something else holds. */
  until(): Date
}

export type Answers = Record<string, string | undefined>

/**
 * Takes the town that somebody typed for what of it must be known, which is all that travels from then on: her department, mostly. `error`: why it was not
 * understood.
 */
export async function settleTown(app: App, answers: Answers): Promise<{ answers: Answers; error?: string }> {
  const { town: typed } = answers
  if (typed === undefined || typed === NOWHERE || somewhereOf(app, typed)) return { answers }
  const found = findTown(app, typed)
  return 'error' in found
    ? { answers: {}, error: found.error }
    : { answers: { ...answers, town: await coarsest(app, found.town) } }
}

/** Follows what somebody answered; undefined: we have not read her country's law. No query, but for the votes once in a while. */
export async function standingOf(app: App, answers: Answers): Promise<Standing | undefined> {
  const tree = treeOf(app.movement.current.country)
  if (!tree) return undefined
  const id = answers.town
  const somewhere = (id && somewhereOf(app, id)) || wholeCountry(app)
  const [here] = await votesIn(app, somewhere, 'kept')
  const endings = here ? endingsOf(here) : {}
  const now = app.now()
  const stage = stageOf(endings, now) ?? 'ordinary'
  return {
    tree,
    walk: walk(tree, answers, { stage, area: somewhere.department_id }),
    where: await nameOf(app, id),
    here,
    endings,
    until: () => nextChange(endings, somewhere.time_zone, now),
  }
}

function nextChange(endings: Endings, zone: string, now: Date): Date {
  const midnight = lastMomentOf(zone, clockIn(zone, now).day)
  const ends = [...Object.values(endings).map(({ at }) => at), midnight].filter((at) => at > now)
  return new Date(Math.min(...ends.map((at) => at.getTime())))
}

async function nameOf(app: App, id: string | undefined): Promise<string | undefined> {
  if (!id || id === NOWHERE) return undefined
  const town = gazetteerOf(app).find(id)
  return town ? townName(town) : await areaName(app, id)
}
