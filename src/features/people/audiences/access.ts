import type { Actor } from '#platform/auth/actor'
import { Denied } from '#platform/errors'

/** Everybody may use an audience; whoever has only a territory changes those that he made himself. */
export function requireOwner(actor: Actor, { created_by }: { created_by: string | null }): void {
  if (actor.scope('audiences.edit') !== 'everywhere' && created_by !== actor.account) throw new Denied('audiences.not-yours')
}
