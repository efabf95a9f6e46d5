import type { App } from '#platform/app'

/** Members of the demo's fund. */
export async function loadDemoDues(_app: App): Promise<void> {}
