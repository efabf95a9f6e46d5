import type { App } from '#platform/app'
import { findTown, type Town } from '#territories'
import { type Endings, endingsOf, stageOf, type VotingHere, votesIn, wholeCountry } from '../core/index.ts'
import { treeOf } from './trees.ts'
import { type Tree, walk, type Walk } from './walking.ts'

/** What one sends who would rather not say where she lives. */
export const NOWHERE = '-'

/** Where somebody stands in the questions: nothing of it is kept. `error`: why her town was not understood. */
export type Standing = {
  tree: Tree
  walk: Walk
  town: Town | undefined
  error: string | undefined
  /** The next vote there, and until when one may come on to the roll for it. */
  here: VotingHere | undefined
  endings: Endings
}

export type Answers = Record<string, string | undefined>

/** Follows what somebody answered; undefined: we have not read her country's law. No query, but for the votes once in a while. */
export async function standingOf(app: App, answers: Answers): Promise<Standing | undefined> {
  const tree = treeOf(app.movement.current.country)
  if (!tree) return undefined
  const typed = answers.town
  const found = typed === undefined || typed === NOWHERE ? undefined : findTown(app, typed)
  const town = found && 'town' in found ? found.town : undefined
  const error = found && 'error' in found ? found.error : undefined
  const [here] = await votesIn(app, town ?? wholeCountry(app))
  const endings = here ? endingsOf(here) : {}
  const stage = stageOf(endings, app.now()) ?? 'ordinary'
  const known = { stage, area: town?.department_id ?? null }
  return { tree, walk: walk(tree, error ? {} : answers, known), town, error, here, endings }
}
