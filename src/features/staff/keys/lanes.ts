import { TooMany } from '#platform/http/limits'

type Lane = { running: number; waiting: (() => void)[] }

/** Lets each caller run a few things at once; the next wait in line, and beyond a length of the line are told to come back (TooMany). */
export function createLanes({ atOnce, inLine }: { atOnce: number; inLine: number }) {
  const lanes = new Map<string, Lane>()
  return {
    take: async (caller: string): Promise<void> => {
      const lane = lanes.get(caller) ?? { running: 0, waiting: [] }
      lanes.set(caller, lane)
      if (lane.running < atOnce) lane.running += 1
      else if (lane.waiting.length >= inLine) throw new TooMany(1)
      else await new Promise<void>((go) => lane.waiting.push(go))
    },
    /** Whoever waits longest goes on in the place that is free now. */
    give: (caller: string): void => {
      const lane = lanes.get(caller)!
      const next = lane.waiting.shift()
      if (next) return next()
      lane.running -= 1
      if (lane.running === 0) lanes.delete(caller)
    },
  }
}
