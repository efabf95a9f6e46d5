import type { App } from '#platform/app'
import { isSetUp } from '../core/index.ts'

/** How long a link can be found lying about; the next start makes another. */
const LINK_TIME = 24 * 60 * 60 * 1000

/** The link that a start makes: good for a day, and until an administrator came in. */
export function setupPath(app: App): string {
  return `/setup/${app.seals.sign('movement.setup', 'first', new Date(app.now().getTime() + LINK_TIME))}`
}

export function opensSetup(app: App, token: string): boolean {
  return app.seals.open('movement.setup', token, app.now()) === 'first'
}

/** What to tell who starts a movement that nobody has set up; undefined once somebody has. */
export async function setupLink(app: App): Promise<string | undefined> {
  return (await isSetUp(app.database.read)) ? undefined : app.config.publicUrl + setupPath(app)
}
