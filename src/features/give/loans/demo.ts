import type { App } from '#platform/app'

/** Loans to the demo's fund. */
export async function loadDemoLoans(_app: App): Promise<void> {}
