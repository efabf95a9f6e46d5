/** `npm run bench -- NAME [--quick]`: runs one benchmark, or all. The last line printed is its report as JSON. */
import { audienceCount, embedded, exporting, growth, importing, search } from './file.ts'
import { books } from './books.ts'
import { groupsMap, groupsNear, joining } from './groups.ts'
import { eventsNear, feed, signUp } from './events.ts'
import { greedy } from './greedy.ts'
import { knownOrNot } from './known.ts'
import { idle } from './idle.ts'
import { myHome } from './member.ts'
import { mailSend } from './mail-send.ts'
import { plan2000, split13 } from './cutting.ts'
import { endMovements } from './movement.ts'
import { home, nearest, town } from './pages.ts'
import { proxies } from './proxies.ts'
import type { Benchmark } from './report.ts'
import { sign, signEmbedded } from './sign.ts'
import { start } from './start.ts'
import { gate } from './gate.ts'
import { giftIntent } from './gift-intent.ts'
import { webhook } from './webhook.ts'
import { statementMatch } from './statement-match.ts'
import { wizard } from './wizard.ts'

const benchmarks: Record<string, Benchmark> = {
  sign,
  'sign-embedded': signEmbedded,
  home,
  town,
  nearest,
  import: importing,
  search,
  'audience-count': audienceCount,
  export: exporting,
  'file-embedded': embedded,
  growth,
  'groups-near': groupsNear,
  'groups-map': groupsMap,
  'split-13': split13,
  'plan-2000': plan2000,
  join: joining,
  'events-near': eventsNear,
  'my-home': myHome,
  'sign-up': signUp,
  feed,
  idle,
  greedy,
  proxies,
  'known-or-not': knownOrNot,
  wizard,
  books,
  webhook,
  gate,
  'gift-intent': giftIntent,
  'statement-match': statementMatch,
  'mail-send': mailSend,
  start,
}

const quick = process.argv.includes('--quick')
const names = process.argv.slice(2).filter((argument) => !argument.startsWith('--'))
const unknown = names.filter((name) => !(name in benchmarks))
if (unknown.length > 0) throw new Error(`No benchmark ${unknown.join(', ')}; there are ${Object.keys(benchmarks).join(', ')}`)

for (const name of names.length > 0 ? names : Object.keys(benchmarks))
  console.log(JSON.stringify(await benchmarks[name]!({ quick })))

await endMovements()
