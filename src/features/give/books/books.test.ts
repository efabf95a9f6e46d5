import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { useProgram } from '../../../../tests/support/program.ts'
import { seededRandom } from '../../../platform/text/random.ts'
import { openAccount, openAccounts, type NewAccount } from './commands/accounts.ts'
import { post, postMany, reverse } from './commands/post.ts'
import { balancesFile, journalFile } from './files.ts'
import { balancesOf, statementOf } from './queries/balances.ts'
import { journalOf } from './queries/journal.ts'
import type { Book, Line, Posting } from './rules/posting.ts'

const program = await useProgram()
const { app, rows, database } = program
const { transact, read } = app.database

const PARIS = 'Europe/Paris'

/** Books of somebody, with a bank, gifts, fees, and what is owed to a group. */
async function books(otherwise: Partial<Book> = {}) {
  const book: Book = { id: randomUUID(), zone: PARIS, ...otherwise }
  const account = (code: string, kind: NewAccount['kind'], more: Partial<NewAccount> = {}) =>
    ({ book: book.id, code, kind, currency: 'EUR', name: code, ...more }) as const
  const [bank, gifts, fees, group] = await transact((tx) =>
    openAccounts(tx, [
      account('512', 'asset'),
      account('754', 'income'),
      account('627', 'expense'),
      account('467:lyon', 'liability', { floorZero: true }),
    ]),
  )
  const posting = (lines: Line[], more: Partial<Posting> = {}): Posting => ({
    book,
    at: new Date('2026-03-03T12:00:00Z'),
    cause: { kind: 'gift', id: randomUUID() },
    what: 'paid',
    lines,
    ...more,
  })
  const gift = (amount: number, more: Partial<Posting> = {}) =>
    posting(
      [
        { account: bank!, amount },
        { account: gifts!, amount: -amount },
      ],
      more,
    )
  return { book, bank: bank!, gifts: gifts!, fees: fees!, group: group!, account, posting, gift }
}

const told = (one: Posting) => transact((tx) => post(tx, one))
const balances = async ({ id }: Book, until?: string) =>
  Object.fromEntries((await balancesOf(read, id, until ? { until } : {})).map(({ code, balance }) => [code, balance]))
const asked = async (text: string, values: unknown[] = []) => {
  const client = await database.pool.connect()
  try {
    return await client.query(text, values)
  } finally {
    client.release()
  }
}
/** What the database says of statements in one transaction, the last of which is its commit. */
async function refusal(...statements: [string, unknown[]][]): Promise<string> {
  const client = await database.pool.connect()
  try {
    await client.query('begin')
    for (const [text, values] of statements) await client.query(text, values)
    await client.query('commit')
    return 'taken'
  } catch (error) {
    await client.query('rollback')
    return (error as Error).message
  } finally {
    client.release()
  }
}

/** Whether each balance and each day is the sum of its lines: of all books in the file. */
async function expectSums() {
  const wrong = await rows(
    `select a.id from book_account a where a.balance <> (select coalesce(sum(amount), 0) from book_line l where l.account_id = a.id)
     union all
     (select account_id from (
       select l.account_id, e.day, sum(greatest(l.amount, 0)) as debit, sum(greatest(-l.amount, 0)) as credit
       from book_line l join book_entry e on e.id = l.entry_id group by 1, 2) lines
     full join book_day d using (account_id, day) where lines.debit is distinct from d.debit or lines.credit is distinct from d.credit)`,
  )
  expect(wrong).toEqual([])
}

test('a gift is on the bank and among the gifts; told twice it is there once', async () => {
  const { book, gift } = await books()
  const one = gift(500)
  expect(await told(one)).toBe(true)
  expect(await told(one)).toBe(false)
  expect(await transact((tx) => postMany(tx, [one, gift(300), one, gift(200)]))).toEqual([false, true, false, true])
  expect(await balances(book)).toEqual({ '467:lyon': 0, '512': 1000, '627': 0, '754': -1000 })
  await expectSums()
})

test('of one cause told twice at once in one call the first is new', async () => {
  const { book, gift } = await books()
  const one = gift(500)
  expect(await transact((tx) => postMany(tx, [one, one]))).toEqual([true, false])
  expect(await balances(book)).toMatchObject({ '512': 500 })
})

test('twenty tell the same at once: one is new, and the balance is that of one', async () => {
  const { book, gift } = await books()
  const one = gift(700)
  const said = await Promise.all(Array.from({ length: 20 }, () => told(one)))
  expect(said.filter(Boolean)).toHaveLength(1)
  expect(await balances(book)).toMatchObject({ '512': 700, '754': -700 })
})

test('a cause that is told otherwise than before is a bug, whether another amount, account or book', async () => {
  const [mine, other] = [await books(), await books()]
  const one = mine.gift(500)
  await told(one)
  const { cause } = one
  await expect(told(mine.gift(501, { cause }))).rejects.toThrow('say something else')
  await expect(told(other.gift(500, { cause }))).rejects.toThrow('say something else')
  await expect(
    transact((tx) =>
      postMany(tx, [mine.gift(1, { cause: { kind: 'x', id: '1' } }), mine.gift(2, { cause: { kind: 'x', id: '1' } })]),
    ),
  ).rejects.toThrow('say something else')
  expect(await told(mine.gift(-500, { cause, what: 'refunded' }))).toBe(true)
  expect(await balances(mine.book)).toMatchObject({ '512': 0 })
})

test('what does not balance is refused at the commit, in each currency, as is one line, and what is of two books', async () => {
  const [mine, other] = [await books(), await books()]
  const dollars = await transact((tx) => openAccount(tx, { ...mine.account('512', 'asset'), currency: 'USD' }))
  const { bank, gifts } = mine
  await expect(
    told(
      mine.posting([
        { account: bank, amount: 5 },
        { account: gifts, amount: -4 },
      ]),
    ),
  ).rejects.toThrow('does not balance')
  await expect(
    told(
      mine.posting([
        { account: dollars, amount: 5 },
        { account: gifts, amount: -5 },
      ]),
    ),
  ).rejects.toThrow('does not balance')
  await expect(
    told(
      mine.posting([
        { account: bank, amount: 5 },
        { account: other.gifts, amount: -5 },
      ]),
    ),
  ).rejects.toThrow('two books')
  await expect(told(mine.posting([{ account: bank, amount: 5 }]))).rejects.toThrow('no lines of whole amounts')
  await expect(told(mine.gift(0.5))).rejects.toThrow('no lines of whole amounts')
  await expect(told(mine.gift(Number.MAX_SAFE_INTEGER + 1))).rejects.toThrow('no lines of whole amounts')
  expect(await journalOf(read, { book: mine.book.id, period: { from: '2026-01-01', to: '2026-12-31' } })).toEqual({
    entries: [],
    next: undefined,
  })
  await expectSums()
})

test('who writes past the posting is held too: an entry without lines, a line added later, a balance set by hand', async () => {
  const { book, bank, gift } = await books()
  await told(gift(500))
  const entry = randomUUID()
  const written =
    "insert into book_entry (id, book_id, at, day, cause_kind, cause_id, what) values ($1, $2, now(), '2026-03-03', 'x', $3, 'y')"
  const line = 'insert into book_line (entry_id, n, account_id, amount) values ($1, $2, $3, $4)'
  expect(await refusal([written, [entry, book.id, entry]])).toContain('has 0 lines')
  const old = (await rows<{ id: string }>('select id from book_entry where book_id = $1', [book.id]))[0]!.id
  expect(await refusal([line, [old, 7, bank, 100]])).toContain('come at once')
  const two = 'insert into book_line (entry_id, n, account_id, amount) values ($1, 7, $2, 5), ($1, 8, $2, -5)'
  expect(await refusal([two, [old, bank]])).toContain('come at once')
  expect(
    await refusal([written, [entry, book.id, entry]], [two, [entry, bank]], ['update book_line set amount = 6 where n = 7', []]),
  ).toContain('refused')
  expect(await refusal([written, [entry, book.id, entry]], [line, [entry, 0, bank, 9]])).toContain('has 1 lines')
  expect(await refusal(['update book_account set balance = balance + 1 where id = $1', [bank]])).toContain('refused')
  expect(await refusal(["update book_account set code = 'x' where id = $1", [bank]])).toContain('refused')
  expect(await refusal(["update book_account set name = 'Banque' where id = $1", [bank]])).toBe('taken')
  expect(await refusal(['update book_day set debit = 0 where account_id = $1', [bank]])).toContain('refused')
  await expectSums()
})

test.each(['book_entry', 'book_line', 'book_account', 'book_day'])('nothing of %s is changed or taken away', async (table) => {
  const { gift } = await books()
  await told(gift(500))
  expect(await refusal([`delete from ${table}`, []])).toContain('refused')
  expect(await refusal([`truncate ${table} cascade`, []])).toContain('refused')
  if (table === 'book_entry') expect(await refusal(["update book_entry set what = 'z'", []])).toContain('refused')
  if (table === 'book_line') expect(await refusal(['update book_line set amount = amount', []])).toContain('refused')
})

test('twenty spend what a group has at once: as many as it lasts for, and never below nothing', async () => {
  const { book, bank, gifts, group, posting } = await books()
  await told(
    posting([
      { account: gifts, amount: 1000 },
      { account: group, amount: -1000 },
    ]),
  )
  const spends = Array.from({ length: 20 }, () =>
    told(
      posting(
        [
          { account: group, amount: 300 },
          { account: bank, amount: -300 },
        ],
        { cause: { kind: 'spending', id: randomUUID() } },
      ),
    ),
  )
  const results = await Promise.allSettled(spends)
  expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(3)
  const refused = results.flatMap((one) => (one.status === 'rejected' ? [one.reason as { name: string; key: string }] : []))
  expect(new Set(refused.map(({ name, key }) => `${name} ${key}`))).toEqual(new Set(['Conflict books.short']))
  expect(await balances(book)).toMatchObject({ '467:lyon': -100, '512': -900 })
  await expectSums()
})

test('an account is opened once, by however many; of another kind it is a bug', async () => {
  const { account } = await books()
  const ids = await Promise.all(Array.from({ length: 8 }, () => transact((tx) => openAccount(tx, account('580', 'asset')))))
  expect(new Set(ids).size).toBe(1)
  await expect(transact((tx) => openAccount(tx, account('580', 'expense')))).rejects.toThrow('another kind')
  await expect(transact((tx) => openAccount(tx, account('580', 'asset', { floorZero: true })))).rejects.toThrow('another kind')
})

test('crowds on accounts in any order end without one being lost', async () => {
  const one = await books()
  const { book, bank, gifts, fees } = one
  const pairs = [
    [bank, gifts],
    [gifts, bank],
    [fees, bank],
    [gifts, fees],
  ] as const
  await Promise.all(
    Array.from({ length: 24 }, (_, n) => {
      const [a, b] = pairs[n % 4]!
      const move = (amount: number) =>
        one.posting([
          { account: a, amount },
          { account: b, amount: -amount },
        ])
      return transact((tx) => postMany(tx, [move(1), move(2)]))
    }),
  )
  expect(Object.values(await balances(book)).reduce((sum, each) => sum + each, 0)).toBe(0)
  expect((await journalOf(read, { book: book.id, period: { from: '2026-01-01', to: '2026-12-31' } })).entries).toHaveLength(48)
  await expectSums()
})

test('an entry is undone once, and what is of other books is not', async () => {
  const [{ book, gift }, other] = [await books(), await books()]
  await told(gift(500))
  const { entries } = await journalOf(read, { book: book.id, period: { from: '2026-01-01', to: '2026-12-31' } })
  const undo = (of: Book) => transact((tx) => reverse(tx, entries[0]!.id, { book: of, at: new Date('2026-04-01T10:00:00Z') }))
  await expect(undo(other.book)).rejects.toThrow()
  expect([await undo(book), await undo(book)]).toEqual([true, false])
  expect(await balances(book)).toMatchObject({ '512': 0, '754': 0 })
  expect(await balances(book, '2026-03-31')).toMatchObject({ '512': 500 })
})

test('a gift of the last half hour of the year belongs to the next one in Paris, and to this one in London', async () => {
  const at = new Date('2025-12-31T23:30:00Z')
  const [paris, london] = [await books(), await books({ zone: 'Europe/London' })]
  await told(paris.gift(500, { at }))
  await told(london.gift(500, { at }))
  const bank = async ({ book }: { book: Book }, year: number) =>
    (await statementOf(read, book.id, { from: `${year}-01-01`, to: `${year}-12-31` })).lines.find(({ code }) => code === '512')
  expect(await bank(paris, 2025)).toMatchObject({ opening: 0, debit: 0, closing: 0 })
  expect(await bank(paris, 2026)).toMatchObject({ opening: 0, debit: 500, closing: 500 })
  expect(await bank(london, 2025)).toMatchObject({ debit: 500, closing: 500 })
  expect(await bank(london, 2026)).toMatchObject({ opening: 500, debit: 0, closing: 500 })
  expect(await balances(paris.book, '2025-12-31')).toMatchObject({ '512': 0 })
  expect(await balances(london.book, '2025-12-31')).toMatchObject({ '512': 500 })
})

test('a statement opens with what was before, ends with what is, and says what came in more than went out', async () => {
  const { book, bank, fees, gift, posting } = await books()
  await told(gift(1000, { at: new Date('2025-06-01T10:00:00Z') }))
  await told(gift(2000, { at: new Date('2026-01-01T10:00:00Z') }))
  await told(
    posting(
      [
        { account: fees, amount: 30 },
        { account: bank, amount: -30 },
      ],
      { at: new Date('2026-12-31T10:00:00Z') },
    ),
  )
  await told(gift(4000, { at: new Date('2027-01-01T10:00:00Z') }))
  const statement = await statementOf(read, book.id, { from: '2026-01-01', to: '2026-12-31' })
  expect(statement.lines.map(({ code, opening, debit, credit, closing }) => [code, opening, debit, credit, closing])).toEqual([
    ['467:lyon', 0, 0, 0, 0],
    ['512', 1000, 2000, 30, 2970],
    ['627', 0, 30, 0, 30],
    ['754', -1000, 0, 2000, -3000],
  ])
  expect(statement.result).toEqual([{ currency: 'EUR', amount: 1970 }])
})

test('whatever is told in whatever order, balances and days are the sums of the lines', async () => {
  const random = seededRandom(19)
  const { book, bank, gifts, fees, group, posting } = await books()
  const accounts = [bank, gifts, fees, group]
  const any = <T>(of: T[]) => of[Math.floor(random() * of.length)]!
  const makes = (): Posting => {
    const amounts = Array.from(
      { length: 1 + Math.floor(random() * 4) },
      () => Math.ceil(random() * 999) * (random() < 0.5 ? -1 : 1),
    )
    const rest = amounts.reduce((sum, amount) => sum + amount, 0)
    const lines = [...amounts, ...(rest === 0 ? [5, -5] : [-rest])].map((amount) => ({ account: any(accounts), amount }))
    return posting(lines, { at: new Date(Date.UTC(2026, 0, 1 + Math.floor(random() * 365), 22, 45)) })
  }
  const all: Posting[] = []
  for (let n = 0; n < 40; n++) {
    const some = [...Array.from({ length: 5 }, makes), ...(all.length > 0 ? [any(all)] : [])]
    await transact((tx) => postMany(tx, some)).then(
      () => all.push(...some),
      (error: Error) => expect(error.message).toBe('books.short'),
    )
  }
  expect(all.length).toBeGreaterThan(20)
  await expectSums()
  const sums = new Map<string, number>()
  for (const { lines } of new Map(all.map((one) => [one.cause.id, one])).values())
    for (const { account, amount } of lines) sums.set(account, (sums.get(account) ?? 0) + amount)
  for (const { id, balance } of await balancesOf(read, book.id)) expect(balance).toBe(sums.get(id) ?? 0)
})

test('the journal goes on where it ended, whatever is written meanwhile, and shows other books to nobody', async () => {
  const [{ book, gift }, other] = [await books(), await books()]
  await transact((tx) =>
    postMany(
      tx,
      Array.from({ length: 25 }, (_, n) => gift(n + 1, { at: new Date(Date.UTC(2026, 2, 1 + (n % 5), 12)) })),
    ),
  )
  await told(other.gift(9))
  const period = { from: '2026-03-01', to: '2026-03-05' }
  const seen: string[] = []
  for (let after: string | undefined, more = true; more;) {
    const { entries, next } = await journalOf(read, { book: book.id, period }, { after, limit: 7 })
    seen.push(...entries.map(({ day, id }) => `${day} ${id}`))
    await told(gift(5, { at: new Date('2026-02-01T12:00:00Z') }))
    ;[after, more] = [next, next !== undefined]
  }
  expect(seen).toHaveLength(25)
  expect(seen).toEqual(seen.toSorted())
  const [first] = (await journalOf(read, { book: book.id, period }, { after: "2026-03-01_'; drop" })).entries
  expect(first).toMatchObject({
    day: '2026-03-01',
    what: 'paid',
    cause: { kind: 'gift' },
    lines: [
      { code: '512', amount: 1, currency: 'EUR' },
      { code: '754', amount: -1 },
    ],
  })
})

test('the files say amounts in the digits of their currency, and no cell is a formula', async () => {
  const { book, account, gift, posting } = await books()
  const [yen, given] = await transact((tx) =>
    openAccounts(tx, [
      account('512', 'asset', { currency: 'JPY', name: '=SUM(A1)' }),
      account('754', 'income', { currency: 'JPY' }),
    ]),
  )
  await told(gift(1234567))
  await told(
    posting(
      [
        { account: yen!, amount: 1500 },
        { account: given!, amount: -1500 },
      ],
      { at: new Date('2026-03-04T12:00:00Z') },
    ),
  )
  const period = { from: '2026-01-01', to: '2026-12-31' }
  let text = ''
  for await (const piece of journalFile(read, { book: book.id, period }, 'fr')) text += piece
  const lines = text.split('\r\n')
  expect(lines[0]).toBe('\uFEFFDate,Écriture,Pièce,N° de pièce,Motif,Compte,Intitulé,Débit,Crédit,Devise')
  expect(lines[1]).toMatch(/^2026-03-03,[-0-9a-f]{36},gift,[-0-9a-f]{36},paid,512,512,12345\.67,,EUR$/)
  expect(lines[2]).toMatch(/,754,754,,12345\.67,EUR$/)
  expect(lines[3]).toMatch(/,512,'=SUM\(A1\),1500,,JPY$/)
  const file = balancesFile(await statementOf(read, book.id, period), 'en')
  expect(file).toContain('512,512,Asset,0.00,12345.67,0.00,12345.67,EUR\r\n')
  expect(file).toContain("512,'=SUM(A1),Asset,0,1500,0,1500,JPY\r\n")
})

test('a page of the journal, a statement and a thousand entries cost the same number of queries as one', async () => {
  const { book, gift } = await books()
  const count = async (act: () => Promise<unknown>) => {
    const before = await asked('select 1')
    expect(before.rowCount).toBe(1)
    let n = 0
    const original = database.pool.connect.bind(database.pool)
    const counting = async () => {
      const client = await original()
      const query = client.query.bind(client)
      client.query = ((...given: Parameters<typeof query>) => ((n += 1), query(...given))) as typeof client.query
      const release = client.release.bind(client)
      client.release = (...given) => ((client.query = query), (client.release = release), release(...given))
      return client
    }
    database.pool.connect = counting as typeof database.pool.connect
    await act().finally(() => (database.pool.connect = original as typeof database.pool.connect))
    return n
  }
  const few = await count(() => told(gift(5)))
  const many = await count(() =>
    transact((tx) =>
      postMany(
        tx,
        Array.from({ length: 1000 }, () => gift(5)),
      ),
    ),
  )
  expect(many).toBe(few)
  expect(await count(() => journalOf(read, { book: book.id, period: { from: '2026-01-01', to: '2026-12-31' } }))).toBe(1)
  expect(await count(() => statementOf(read, book.id, { from: '2026-01-01', to: '2026-12-31' }))).toBe(1)
})
