import type { App } from '#platform/app'
import type { Point } from '#platform/geo/points'

/** An address on the map, as the service names it. */
export type Addressed = { point: Point; name: string }

/** Milliseconds that somebody waits for a service that may be down; and how long it is left alone after it failed. */
const PATIENCE = 2_000
const REST = 30_000
/** Below this the service has guessed. */
const SURE = 0.5

const resting = new WeakMap<App, number>()

/**
 * Where an address is, by the service that `GEOCODER_URL` names (the interface of addok, which the French Géoplateforme speaks too: `GET /search?q=…&limit=1`,
 * answered in GeoJSON). undefined: no service is set, it is down, or it does not know. Nobody is asked otherwise: who types an address is seen by it.
 */
export async function geocode(app: App, address: string): Promise<Addressed | undefined> {
  const { geocoder } = app.config
  if (!geocoder || app.now().getTime() < (resting.get(app) ?? 0)) return undefined
  try {
    const answer = await fetch(`${geocoder}/search?${new URLSearchParams({ q: address.slice(0, 200), limit: '1' })}`, {
      signal: AbortSignal.timeout(PATIENCE),
      headers: { accept: 'application/json' },
      // It is the service that was set, and no other that it names: what somebody typed goes nowhere else (OWASP ASVS 5.0, V15.3.2).
      redirect: 'error',
    })
    return answer.ok ? bestOf(await answer.json()) : rest(app, { status: answer.status })
  } catch (error) {
    return rest(app, { err: error })
  }
}

function rest(app: App, why: object): undefined {
  resting.set(app, app.now().getTime() + REST)
  app.log.warn(why, 'the geocoder did not answer: places are those of towns for a while')
}

/** What another program answers is looked at before it is believed: the casts say where to look, and that anything may be there. */
function bestOf(answer: unknown): Addressed | undefined {
  const [feature] = (answer as { features?: unknown[] } | null)?.features ?? []
  const { geometry, properties } = (feature ?? {}) as {
    geometry?: { coordinates?: unknown[] }
    properties?: { score?: unknown; label?: unknown }
  }
  const [lng, lat] = geometry?.coordinates ?? []
  if (typeof lng !== 'number' || typeof lat !== 'number' || Math.abs(lng) > 180 || Math.abs(lat) > 85) return undefined
  const { score, label } = properties ?? {}
  if (typeof label !== 'string' || typeof score !== 'number' || score < SURE) return undefined
  return { point: { lng, lat }, name: label.slice(0, 120) }
}
