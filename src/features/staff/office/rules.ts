import type { Actor } from '#platform/auth/actor'
import type { Opened } from './slots.ts'

/** Whether somebody of the staff may open it. */
export function mayOpen({ grants }: Pick<Actor, 'grants'>, { permission, everywhere }: Opened): boolean {
  if (!permission) return true
  return everywhere ? grants.get(permission) === 'everywhere' : grants.has(permission)
}
