import type { App } from '#platform/app'

/** Campaigns and shares of the demo's fund. There already: nothing changes. */
export async function loadDemoCampaigns(_app: App): Promise<void> {}
