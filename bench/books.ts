import { randomUUID } from 'node:crypto'
import { openAccounts, post, postMany, type Posting, statementOf } from '../src/features/give/books/index.ts'
import { openDatabase } from '../src/platform/db/database.ts'
import { seededRandom } from '../src/platform/text/random.ts'
import { query, withPostgres } from './postgres.ts'
import { type Benchmark, nothing, round, tell } from './report.ts'
import { startServer } from './server.ts'

const ROUNDS = 9
const AT_ONCE = 2_000
const BARE = 'select account_id, sum(amount) as amount from book_line group by account_id'

/** The statement of a year over a million gifts, a third of them with a part for a group; beside it the bare sum of the same lines. */
export const books: Benchmark = ({ quick }) =>
  withPostgres(async (postgres) => {
    const entries = quick ? 50_000 : 1_000_000
    const server = await startServer('start', { DATABASE_URL: postgres.url, APPUI_ROLE: 'web' })
    await server.kill()
    server.remove()
    const database = openDatabase({ url: postgres.url })
    const { read, transact } = database
    try {
      const book = { id: randomUUID(), zone: 'Europe/Paris' }
      const makes = await gifts(book, transact)
      const began = performance.now()
      for (let from = 0; from < entries; from += AT_ONCE) {
        const some = Array.from({ length: AT_ONCE }, () => makes())
        await transact((tx) => postMany(tx, some))
      }
      const seconds = (performance.now() - began) / 1000
      tell(`${entries} entries posted, ${AT_ONCE} at once: ${Math.round(entries / seconds)} a second`)
      const alone = performance.now()
      for (let n = 0; n < 200; n++) await transact((tx) => post(tx, makes()))
      tell(`one by one: ${Math.round(200_000 / (performance.now() - alone))} a second`)
      await query(postgres, 'vacuum analyze book_line')
      await query(postgres, 'vacuum analyze book_entry')
      await query(postgres, 'vacuum analyze book_day')
      const period = { from: '2026-01-01', to: '2026-12-31' }
      const ours = await median(() => statementOf(read, book.id, period))
      const bare = await median(() => query<{ account_id: string; amount: string }>(postgres, BARE))
      const sums = new Map(bare.result.map(({ account_id, amount }) => [account_id, Number(amount)]))
      const wrong = ours.result.lines.filter(({ id, closing }) => closing !== (sums.get(id) ?? 0))
      const [lines] = await query<{ n: number }>(postgres, 'select count(*)::int as n from book_line')
      return {
        name: 'books',
        ...nothing,
        value: round(ours.ms),
        unit: 'ms',
        ceiling: round(bare.ms),
        ratio: round(ours.ms / bare.ms),
        queries: 1,
        lost: wrong.length,
        note: `a year of ${entries} entries, ${lines!.n} lines, ${ours.result.lines.length} accounts; median of ${ROUNDS}; ceiling: the bare sum of all lines by account; lost: accounts whose statement says another sum`,
      }
    } finally {
      await database.close()
    }
  })

async function median<T>(work: () => Promise<T>): Promise<{ ms: number; result: T }> {
  const times: number[] = []
  let result = await work()
  for (let n = 0; n < ROUNDS; n++) {
    const began = performance.now()
    result = await work()
    times.push(performance.now() - began)
  }
  return { ms: times.toSorted((a, b) => a - b)[Math.floor(ROUNDS / 2)]!, result }
}

/** Makes gifts over a year. */
async function gifts(book: Posting['book'], transact: ReturnType<typeof openDatabase>['transact']): Promise<() => Posting> {
  const eur = { book: book.id, currency: 'EUR' } as const
  const groups = Array.from({ length: 50 }, (_, n) => `467:${n}`)
  const [bank, given, ...ofGroups] = await transact((tx) =>
    openAccounts(tx, [
      { ...eur, code: '512', kind: 'asset', name: 'Bank' },
      { ...eur, code: '754', kind: 'income', name: 'Gifts' },
      ...groups.map((code) => ({ ...eur, code, kind: 'liability' as const, name: code, floorZero: true })),
    ]),
  )
  const random = seededRandom(754)
  return () => {
    const amount = 100 + Math.floor(random() * 3_000)
    const part = Math.floor(amount / 2)
    const shared = [
      { account: given!, amount: part },
      { account: ofGroups[Math.floor(random() * ofGroups.length)]!, amount: -part },
    ]
    return {
      book,
      at: new Date(Date.UTC(2026, 0, 1, 12) + Math.floor(random() * 365) * 86_400_000),
      cause: { kind: 'gift', id: randomUUID() },
      what: 'paid',
      lines: [{ account: bank!, amount }, { account: given!, amount: -amount }, ...(random() < 1 / 3 ? shared : [])],
    }
  }
}
