import type { App } from '#platform/app'
import { inBatches } from '#platform/db/batch'
import { type Asking, type Placed, takePlaces } from './commands/places.ts'

type Place = (asking: Asking) => Promise<Placed>

const placers = new WeakMap<App, Place>()

/** Gives somebody a place, or a place on the list; throws Conflict with the reason when there is neither. Those who press at the same moment share a transaction. */
export function placerOf(app: App): Place {
  const place = placers.get(app) ?? createPlacer(app)
  placers.set(app, place)
  return place
}

function createPlacer({ database: { transact }, now }: App): Place {
  const place = inBatches((askings: Asking[]) => transact((tx) => takePlaces(tx, askings, now())), {
    max: 100,
    // One after the other: those who press at once mostly want the same event.
    parallel: 1,
    waiting: 5_000,
  })
  return async (asking) => {
    const placed = await place(asking)
    if (placed instanceof Error) throw placed
    return placed
  }
}
