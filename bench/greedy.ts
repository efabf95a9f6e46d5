import { addGroups } from './groups.ts'
import { get, type Load, load, visitor } from './load.ts'
import { withPostgres } from './postgres.ts'
import { type Benchmark, ofP95, reportOf, round, tell } from './report.ts'
import { startServer } from './server.ts'

const CLIENTS = 16
/** How often the one who signs opens the form. */
const EVERY_MS = 20

const THEMES = ['', 'ecology', 'work', 'health', 'education', 'culture']
const LANGUAGES = ['', 'fr', 'en', 'es']
const COSTLY = [
  (n: number) => `/groups?theme=${THEMES[n % THEMES.length]}&language=${LANGUAGES[n % LANGUAGES.length]}&more=true`,
  (n: number) =>
    `/groups?lat=${(43 + ((n * 7919) % 7000) / 1000).toFixed(3)}&lng=${(-1 + ((n * 104_729) % 8000) / 1000).toFixed(3)}`,
  (n: number) =>
    `/events?lat=${(43 + ((n * 7919) % 7000) / 1000).toFixed(3)}&lng=${(-1 + ((n * 104_729) % 8000) / 1000).toFixed(3)}`,
  () => '/groups/map.json?west=-5.6&south=41.2&east=9.8&north=51.3',
  () => '/act/now',
]

/** Sixteen clients ask for costly public pages without pause, from one network each; somebody opens the form to sign beside them. */
export const greedy: Benchmark = ({ quick }) =>
  withPostgres(async (postgres) => {
    const seconds = quick ? 5 : 15
    const server = await startServer('start', { DATABASE_URL: postgres.url, APPUI_ROLE: 'web' })
    await addGroups(postgres, 20_000)
    const form = (n: number) => get('/sign', { ...visitor(65_536 + n), 'accept-encoding': 'br' })
    const costly = (n: number) => get(COSTLY[n % COSTLY.length]!(n), { ...visitor(n % CLIENTS), 'accept-encoding': 'br' })
    const { port } = server
    const signing = () => load({ port, clients: 1, seconds, request: form, pause: EVERY_MS })
    await load({ port, clients: 4, seconds: 2, request: (n) => (n % 2 ? form(n) : costly(n)) })
    const alone = await signing()
    const [beside, theirs] = await Promise.all([signing(), load({ port, clients: CLIENTS, seconds, request: costly })])
    tell(`greedy: ${told(theirs)}`)
    await server.kill()
    server.remove()
    return reportOf(
      'greedy',
      { measured: beside, ceiling: alone.rate },
      {
        ...ofP95(beside, alone),
        lost: [...beside.statuses].reduce((lost, [status, times]) => lost + (status === 200 ? 0 : times), 0),
        note: `/sign every ${EVERY_MS} ms beside ${CLIENTS} greedy clients (${told(theirs)}); ceiling: p95 of /sign alone`,
      },
    )
  })

const told = ({ rate, p95, statuses }: Load) =>
  `${Math.round(rate)} answers/s, p95 ${round(p95)} ms, ${[...statuses].map(([status, times]) => `${times} × ${status}`).join(', ')}`
