import type { FastifyRequest } from 'fastify'
import type { App } from '#platform/app'
import type { Actor } from '#platform/auth/actor'
import { Elsewhere } from '#platform/http/gate'
import { MINUTE } from '#platform/http/limits'

/** A session counts as just opened for so long: whoever finds a computer that is signed in takes no account over (OWASP ASVS 5.0, 7.5). */
const FRESH = 15 * MINUTE

function isFresh({ now }: App, at: Date | null): boolean {
  return at !== null && now().getTime() - at.getTime() < FRESH
}

/** Whether she showed within a quarter of an hour who she is. */
const isJustProved = (app: App, { strongAt, since }: Actor) => isFresh(app, strongAt) || isFresh(app, since)

const back = ({ link }: FastifyRequest, path: string) => `?next=${encodeURIComponent(link(path))}`

/** Whoever changes by what she is known, or where, has just shown who she is; else she signs in again, and comes back to that path. */
export function requireFresh(app: App, request: FastifyRequest, path: string): void {
  if (!isJustProved(app, request.actor)) throw new Elsewhere(request.link('/sign-in') + back(request, path))
}

/** The same, by her second factor if she has one. */
export async function requireSure(app: App, request: FastifyRequest, path: string): Promise<void> {
  const { actor, headers, link } = request
  if (isFresh(app, actor.strongAt)) return
  requireFresh(app, request, path)
  const hasFactor = actor.hasTotp || (await app.auth.secondFactors.passkeys(headers)).length > 0
  if (hasFactor || actor.grants.size > 0) throw new Elsewhere(link('/account/second-factor') + back(request, path))
}
