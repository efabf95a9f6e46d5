import type { FastifyReply } from 'fastify'
import type { App } from '#platform/app'
import { Conflict, NotFound } from '#platform/errors'
import type { Asked } from '#platform/http/asked'
import { submitted } from '#platform/http/forms'
import type { Routes } from '#platform/http/server'
import { formatDay, formatNumber, type Locale } from '#platform/i18n/locales'
import type { FormState } from '#ui/form'
import { witnessOf } from '#staff'
import type { CsvAsked, CsvChoices } from '../../banking/index.ts'
import { recipientInCharge, type RecipientRecord } from '../../core/index.ts'
import { sayAmount } from '../../law/index.ts'
import { chooseReading } from '../commands/bring.ts'
import { FilePage, type FileProps } from '../file.page.tsx'
import { paths } from '../paths.ts'
import { balancedOf, type FileRecord, findFile, type StatementRecord, statementsOf } from '../queries/files.ts'
import { countsOf, linesOf } from '../queries/lines.ts'
import type { LineState } from '../../reconciling/index.ts'
import { gapsOf } from '../../reconciling/index.ts'
import { refusalKey, refusalValues, rowOf } from '../saying.ts'
import { AgainQuery, ChoicesForm, COLUMNS, FileParams } from '../schema.ts'
import { type PageT, pageTexts } from '../texts.ts'
import { ofAnyKey } from '#platform/i18n/texts'

const config = { permission: 'gifts.keep', everywhere: true } as const
const schema = { params: FileParams, hide: true } as const
const PATH = '/staff/statements/:recipient/files/:file'
const EMPTY: FormState = { values: {}, errors: {} }
const PAGE = 100

type Params = { recipient: string; file: string }
type Ours = { recipient: RecipientRecord; file: FileRecord }

/** One file: whether it adds up, what became of its lines; and how it is to be read, where that is not sure. */
export const fileRoutes: Routes = (app: App) => async (server) => {
  server.get(PATH, { config, schema: { ...schema, querystring: AgainQuery } }, async (request, reply) =>
    show(app, reply, { ...(await ours(app, request)), again: request.query.again !== undefined }),
  )

  server.post(
    `${PATH}/reading`,
    { config, schema: { ...schema, body: ChoicesForm }, attachValidation: true },
    async (request, reply) => {
      const found = await ours(app, request)
      return submitted(request, {
        again: (code, form) => show(app, reply.code(code), { ...found, form }),
        work: async () => {
          if (found.file.state !== 'asked') throw new Conflict('statements.moved-on')
          const choices = choicesOf(request.body, found)
          const { refused } = await chooseReading(app, { file: found.file.id, recipient: found.recipient, choices })
          if (!refused) return reply.back(paths.file(found.recipient.id, found.file.id), 'saved')
          const form = { values: {}, errors: {}, notice: refusalKey(refused), noticeValues: refusalValues(refused) }
          return show(app, reply.code(422), { ...found, form })
        },
      })
    },
  )
}

/** A file of a recipient whose books are kept by who asks. */
async function ours(app: App, request: Asked<Params>): Promise<Ours> {
  const recipient = await recipientInCharge(app, request)
  const file = await findFile(app.database.read, request.params.file)
  if (file?.recipient_id !== recipient.id) throw new NotFound('statements.gone')
  return { recipient, file }
}

type Chosen = {
  days?: CsvChoices['days']
  decimal?: CsvChoices['decimal']
  header?: string
  columns?: Partial<Record<(typeof COLUMNS)[number], string>>
}

/** What was said, and of the rest what was guessed. The currency is the recipient's. */
function choicesOf({ days, decimal, header, columns }: Chosen, { recipient, file }: Ours): Partial<CsvChoices> {
  const named = Object.entries(columns ?? {}).flatMap(([name, at]) => (at ? [[name, Number(at)] as const] : []))
  return {
    ...file.asked?.guess,
    ...(days ? { days } : {}),
    ...(decimal ? { decimal } : {}),
    ...(header ? { header: Number(header) } : {}),
    ...(named.length > 0 ? { columns: Object.fromEntries(named) } : {}),
    currency: recipient.currency,
  }
}

async function show(
  app: App,
  reply: FastifyReply,
  { recipient, file, form = EMPTY, again = false }: Ours & { form?: FormState; again?: boolean },
) {
  const { request } = reply
  const { locale, link } = request
  const t = pageTexts.in(locale)
  const { read } = app.database
  const read_ = file.state === 'matching' || file.state === 'done'
  const [statements, all, counts, lines] = await Promise.all([
    statementsOf(read, file.id),
    balancedOf(read, recipient.id),
    countsOf(read, recipient.id, file.id),
    read_ ? linesOf(read, recipient.id, { file: file.id, limit: PAGE }) : [],
  ])
  await witnessOf(app)(request.actor, { action: 'view', object: 'bank-file', id: file.id, count: lines.length })
  const said = { t, locale, currency: recipient.currency }
  const here = paths.file(recipient.id, file.id)
  const props: FileProps = {
    t,
    locale,
    title: file.name,
    state: t(`statements.file-${file.state}`),
    progress: progressOf(file, said),
    again: link(here),
    refusal: file.refusal ? ofAnyKey(t)(refusalKey(file.refusal), refusalValues(file.refusal)) : undefined,
    notice: again ? t('statements.again') : undefined,
    warnings: read_ ? warningsOf(file, { statements, all, ...said }) : [],
    facts: read_ ? factsOf(file, { statements, counts, ...said }) : [],
    balances: read_ ? balancesOf(statements, said) : undefined,
    asked: file.state === 'asked' && file.asked ? askedOf(file.asked, { form, action: link(`${here}/reading`), t }) : undefined,
    lines: lines.map((line) => rowOf(line, { t, locale, link })),
    next: undefined,
    first: undefined,
    back: { href: link(paths.of(recipient.id)), text: t('statements.back-to', { recipient: recipient.name }) },
  }
  return reply.page({ title: file.name, body: <FilePage {...props} /> })
}

type Said = { t: PageT; locale: Locale; currency: string }

function progressOf({ state, lines_done, lines_all }: FileRecord, { t, locale }: Said): FileProps['progress'] {
  if (state !== 'reading' && state !== 'matching') return undefined
  const values = { done: formatNumber(locale, lines_done), all: formatNumber(locale, lines_all) }
  return { value: lines_done, most: Math.max(1, lines_all), label: t('statements.progress', values) }
}

type Statements = { statements: StatementRecord[] }

/** What a treasurer should look at before she trusts the figures. */
function warningsOf(
  file: FileRecord,
  { statements, all, t, locale, currency }: Said & Statements & { all: StatementRecord[] },
): string[] {
  const money = (amount: number) => sayAmount(locale, amount, currency)
  const odd = file.odd_days.map(({ day, file: here, kept }) =>
    t('statements.odd-day', { day: formatDay(locale, day), here: money(here), kept: money(kept) }),
  )
  const own = new Set(statements.map(({ file_id, n }) => `${file_id} ${n}`))
  const gaps = gapsOf(all)
    .filter((gap) => [gap.before, gap.after].some(({ file_id, n }) => own.has(`${file_id} ${n}`)))
    .map(({ before, after }) =>
      t('statements.gap', {
        day: formatDay(locale, before.closed_on!),
        ended: money(before.closing!),
        next: formatDay(locale, after.opened_on!),
        begins: money(after.opening!),
      }),
    )
  const unproved = statements.some(({ opening, closing }) => opening === null || closing === null)
  return [...gaps, ...odd, ...(unproved ? [t('statements.unproved')] : [])]
}

function factsOf(
  file: FileRecord,
  { statements, counts, t, locale, currency }: Said & Statements & { counts: { state: LineState; n: number; sum: number }[] },
): FileProps['facts'] {
  const sum = (of: (one: StatementRecord) => number) => statements.reduce((total, one) => total + of(one), 0)
  const pending = sum((one) => one.pending)
  const shown = counts.map(({ state, n, sum: amount }) => ({
    label: t(`reconciling.line-${state}`),
    value: `${formatNumber(locale, n)} · ${sayAmount(locale, amount, currency)}`,
  }))
  return [
    { label: t('statements.lines'), value: formatNumber(locale, file.lines_all) },
    { label: t('statements.known'), value: formatNumber(locale, file.known) },
    {
      label: t('statements.came-in'),
      value: sayAmount(
        locale,
        sum((one) => one.came_in),
        currency,
      ),
    },
    {
      label: t('statements.went-out'),
      value: sayAmount(
        locale,
        sum((one) => one.went_out),
        currency,
      ),
    },
    ...(pending > 0 ? [{ label: t('statements.pending'), value: formatNumber(locale, pending) }] : []),
    ...shown,
  ]
}

/** Opening, what came and went, closing: the reader refuses what does not add up, so here it does. */
function balancesOf(statements: StatementRecord[], { t, locale, currency }: Said): FileProps['balances'] {
  const proved = statements.filter(({ opening, closing }) => opening !== null && closing !== null)
  if (proved.length === 0) return undefined
  const money = (amount: number) => sayAmount(locale, amount, currency)
  return {
    head: [
      t('statements.statement'),
      t('statements.opening'),
      t('statements.came-in'),
      t('statements.went-out'),
      t('statements.closing'),
    ],
    rows: proved.map(({ n, number, opened_on, closed_on, opening, came_in, went_out, closing }) => [
      t('statements.statement-of', {
        number: number ?? String(n + 1),
        from: formatDay(locale, opened_on!),
        to: formatDay(locale, closed_on!),
      }),
      money(opening!),
      money(came_in),
      money(went_out),
      money(closing!),
    ]),
  }
}

const SAMPLE = 6

function askedOf(
  { doubts, guess, rows }: CsvAsked,
  { form, action, t }: { form: FormState; action: string; t: PageT },
): FileProps['asked'] {
  const width = Math.max(1, ...rows.map((row) => row.length))
  const column = (at: number) =>
    t('statements.column', { n: at + 1, first: rows[Math.max(0, guess.header ?? 0)]?.[at]?.slice(0, 30) ?? '' })
  const columns = [
    { value: '', text: t('statements.column-none') },
    ...Array.from({ length: width }, (_, at) => ({ value: String(at), text: column(at) })),
  ]
  const asks = (name: (typeof doubts)[number]) => doubts.includes(name)
  const fields = [
    ...(asks('columns')
      ? [
          {
            name: 'header',
            label: t('statements.header'),
            options: [
              { value: '-1', text: t('statements.header-none') },
              ...rows.slice(0, SAMPLE).map((row, at) => ({ value: String(at), text: row.slice(0, 4).join(' · ').slice(0, 60) })),
            ],
          },
          ...COLUMNS.map((name) => ({ name: `columns[${name}]`, label: t(`statements.column-${name}`), options: columns })),
        ]
      : []),
    ...(asks('days')
      ? [
          {
            name: 'days',
            label: t('statements.days'),
            options: (['dmy', 'mdy', 'iso'] as const).map((value) => ({ value, text: t(`statements.days-${value}`) })),
          },
        ]
      : []),
    ...(asks('decimal')
      ? [
          {
            name: 'decimal',
            label: t('statements.decimal'),
            options: [
              { value: ',', text: '1 234,56' },
              { value: '.', text: '1,234.56' },
            ],
          },
        ]
      : []),
  ]
  const head = Array.from({ length: Math.min(width, 8) }, (_, at) => `${at + 1}`)
  const shown = rows.slice(0, SAMPLE).map((row) => head.map((_, at) => row[at] ?? ''))
  return { form, action, fields, sample: { head, rows: shown } }
}
