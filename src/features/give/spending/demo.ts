import type { App } from '#platform/app'

export async function loadDemoSpending(_app: App): Promise<void> {}
