import type { App } from './platform/app.ts'
import { loadDemoSupporters } from './features/people/demo.ts'

/** Fills an empty movement with the demo. A database that holds anybody is left as it is. */
export async function loadDemo(app: App): Promise<void> {
  await loadDemoSupporters(app)
}
