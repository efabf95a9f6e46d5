import type { Feature } from '#platform/app'
import { followAddress, forgetMailboxes } from './commands/clock.ts'
import { loadDemoProxies } from './demo.ts'
import { workers } from './jobs.ts'
import { suggestHolding } from './suggesting.ts'
import { texts } from './texts.ts'

/** Of two rows of one person the one that holds more: what was established through it goes on to count. */
const SEATS = '(select count(*) from proxy_mandate d where d.holder_id = proxy_holder.id)'

export const proxies: Feature = {
  name: 'proxies',
  owns: 'who cannot go to vote and who goes for her, brought together, until the day after',
  texts,
  journal: { kinds: ['proxy'] },
  migrations: 'src/features/roll/proxies/migrations',
  workers,
  suggest: suggestHolding,
  forgetMailboxes,
  followAddress,
  loadDemo: loadDemoProxies,
  permissions: { 'proxies.see': ['administrator', 'coordinator'] },
  personalData: [
    { table: 'proxy_ask', column: 'person_id', onErasure: 'deleted', onMerge: 'handed', better: "state <> 'withdrawn'" },
    { table: 'proxy_holder', column: 'person_id', onErasure: 'deleted', onMerge: 'handed', better: SEATS },
  ],
  impersonal: ['proxy_match', 'proxy_mandate', 'proxy_round'],
}
