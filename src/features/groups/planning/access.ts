import type { App } from '#platform/app'
import type { Asked } from '#platform/http/asked'
import type { Actor } from '#platform/auth/actor'
import { NotFound } from '#platform/errors'
import { findPlan, type PlanRecord } from './queries.ts'

/** Whether somebody plans everywhere, and so sees the plans of all. */
export const plansEverywhere = (actor: Actor) => actor.scope('groups.plan') === 'everywhere'

/** A plan that somebody made, within the territory that is hers today; whoever plans everywhere sees all. Another's is not there. */
export async function planFor(app: App, { actor, params }: Asked<{ plan: string }>): Promise<PlanRecord> {
  const plan = await findPlan(app.database.read, params.plan)
  if (!plan || !(plansEverywhere(actor) || (plan.made_by === actor.account && isWithin(plan, actor))))
    throw new NotFound('planning.gone')
  return plan
}

function isWithin({ scope }: PlanRecord, actor: Actor): boolean {
  const own = actor.scope('groups.plan')
  if (own === 'everywhere') return true
  return scope !== 'everywhere' && scope.every((area) => own.includes(area))
}
