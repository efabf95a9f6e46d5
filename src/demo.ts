import { features } from './features.ts'
import type { App } from './platform/app.ts'

/** Fills the movement with what each slice makes up for the demo. Started again, it changes nothing. */
export async function loadDemo(app: App): Promise<void> {
  for (const feature of features) await feature.loadDemo?.(app)
}
