import type { FastifyReply } from 'fastify'
import type { Static } from 'typebox'
import type { App } from '#platform/app'
import { newId } from '#platform/db/id'
import { NotFound } from '#platform/errors'
import { handOf } from '#platform/http/asked'
import { formValues, submitted } from '#platform/http/forms'
import type { Routes } from '#platform/http/server'
import { formatDay, type Locale } from '#platform/i18n/locales'
import { clockIn } from '#platform/i18n/moments'
import type { FormState } from '#ui/form'
import { witnessOf } from '#staff'
import { recipientInCharge, type RecipientRecord } from '../../core/index.ts'
import { referenceOf } from '../../giving/index.ts'
import { sayAmount, sayDecision } from '../../law/index.ts'
import { type Fate, toldOf, type Tried, typeSheet } from '../commands/type.ts'
import { paths } from '../paths.ts'
import { findSheet } from '../queries/promised.ts'
import { cameOn, readRows, zoneOf } from '../reading.ts'
import { FIELDS, type RowKey, ROWS, type Wrong } from '../rules/sheet.ts'
import { BookParams, ModeQuery, SheetForm, SheetParams } from '../schema.ts'
import { SheetPage, WrittenPage } from '../sheet.page.tsx'
import type { InHandMode } from '../tables.ts'
import { type PageT, pageTexts } from '../texts.ts'

const config = { permission: 'gifts.keep', everywhere: true } as const
const PATH = '/staff/books/:recipient/sheet'

/** Cheques and cash, a sheet at a time. */
export const sheetRoutes: Routes = (app: App) => async (server) => {
  const read = { params: BookParams, querystring: ModeQuery, hide: true }
  server.get(PATH, { config, schema: read }, async (request, reply) => {
    const recipient = await recipientInCharge(app, request)
    return show(reply, { recipient, form: emptyForm(app, recipient, request.query.mode ?? 'cheque') })
  })

  server.post(
    PATH,
    { config, schema: { params: BookParams, body: SheetForm, hide: true }, attachValidation: true },
    async (request, reply) => {
      const recipient = await recipientInCharge(app, request)
      return submitted(request, {
        again: (code, form) => show(reply.code(code), { recipient, form }),
        work: () => type(app, reply, { recipient, body: request.body }),
      })
    },
  )
}

type Typing = { recipient: RecipientRecord; body: Static<typeof SheetForm> }

/** Tries what was typed, or writes it; what was written has a page of its own. */
async function type(app: App, reply: FastifyReply, { recipient, body }: Typing) {
  const { request } = reply
  const { key, mode, slip, act, told, signed, again, twins, came_on: typed, ...fields } = body
  const zone = zoneOf(app, recipient)
  const day = cameOn(app, zone, typed)
  const reading = { recipient, mode, came: day.came, signed: signed === 'true', locale: request.locale }
  const { rows, wrong } = readRows(app, fields, reading)
  const tried = await typeSheet(app, handOf(app, request), {
    recipient,
    key,
    mode,
    ...day,
    slip: slip ?? null,
    zone,
    rows,
    again: again ? ROWS.filter((row) => twins?.split(' ').includes(row)) : [],
    told: act === 'write' ? told : undefined,
  })
  if (tried.written) return reply.redirect(request.link(`${paths.sheet(recipient.id)}/${key}`), 303)
  const form: FormState = {
    values: formValues(body),
    errors: { ...wrong, ...wrongIn(tried) },
    ...(act === 'write' ? { notice: 'sheets.changed' } : {}),
  }
  const unread = new Set(Object.keys(wrong).map((name) => name.slice(name.indexOf('['))))
  return show(Object.keys(form.errors).length > 0 ? reply.code(422) : reply, { recipient, form, tried, unread: unread.size })
}

/** A sheet as it was written. */
export const writtenRoutes: Routes = (app: App) => async (server) => {
  server.get(`${PATH}/:sheet`, { config, schema: { params: SheetParams, hide: true } }, async (request, reply) => {
    const recipient = await recipientInCharge(app, request)
    const sheet = await findSheet(app.database.read, recipient.id, request.params.sheet)
    if (!sheet) throw new NotFound('giving.gone')
    const { locale, link } = request
    const t = pageTexts.in(locale)
    await witnessOf(app)(request.actor, { action: 'view', object: 'gift-sheet', id: sheet.id, count: sheet.rows.length })
    const say = (amount: number) => sayAmount(locale, amount, recipient.currency)
    const sum = sheet.rows.reduce((all, { amount }) => all + amount, 0)
    const title = t(`sheets.written-${sheet.mode}`, { n: sheet.rows.length, sum: say(sum) })
    const props = {
      t,
      title,
      lead: [formatDay(locale, sheet.came_on), sheet.slip].filter(Boolean).join(' · '),
      rows: sheet.rows.map(({ n, number, amount, state, who, gift }) => ({
        key: String(n),
        href: link(paths.gift(recipient.id, gift)),
        reference: referenceOf(number),
        who,
        amount: say(amount),
        state: t(`giving.state-${state}`),
      })),
      more: [
        { href: link(`${paths.sheet(recipient.id)}?mode=${sheet.mode}`), text: t('sheets.next-sheet') },
        { href: link(paths.gifts(recipient.id)), text: t('sheets.to-gifts') },
      ],
    }
    return reply.page({ title, body: <WrittenPage {...props} /> })
  })
}

function emptyForm(app: App, recipient: RecipientRecord, mode: InHandMode): FormState {
  const given = ROWS.flatMap((key) => [
    [`country[${key}]`, recipient.country],
    [`nationality[${key}]`, recipient.country],
  ])
  const came_on = clockIn(zoneOf(app, recipient), app.now()).day
  return { values: { key: newId(), mode, came_on, ...Object.fromEntries(given) }, errors: {} }
}

/** What the law or a twin says stands beside the row, and its amount is marked. */
function wrongIn({ fates }: Tried): Wrong {
  const marked = fates.map(({ key, is, errors }): Wrong => {
    if (is === 'refused' && Object.keys(errors).length === 0) return { [`amount[${key}]`]: 'sheets.refused' }
    if (is === 'twin' && Object.keys(errors).length === 0) return { [`amount[${key}]`]: 'sheets.looks-typed' }
    return errors
  })
  return Object.assign({}, ...marked) as Wrong
}

/** `unread`: rows that could not be read at all. */
type Shown = { recipient: RecipientRecord; form: FormState; tried?: Tried; unread?: number }

async function show(reply: FastifyReply, { recipient, form, tried, unread = 0 }: Shown) {
  const { locale, link } = reply.request
  const t = pageTexts.in(locale)
  const mode: InHandMode = form.values.mode === 'cash' ? 'cash' : 'cheque'
  const other = mode === 'cash' ? 'cheque' : 'cash'
  const said = (key: RowKey) => tried?.fates.find((fate) => fate.key === key)
  const twins = tried?.fates.filter(({ is }) => is === 'twin').map(({ key }) => key) ?? []
  const kept = form.values.again ? (form.values.twins ?? '').split(' ').filter(Boolean) : []
  const all = [...new Set([...kept, ...twins])].join(' ')
  const props = {
    t,
    locale,
    title: t(`sheets.sheet-${mode}`),
    lead: recipient.name,
    action: link(paths.sheet(recipient.id)),
    // One that is new is not ticked with those that were.
    form: twins.length > 0 ? { ...form, values: { ...form.values, again: '' } } : form,
    rows: ROWS.map((key, n) => {
      const fate = said(key)
      return { key, legend: t('sheets.row', { n: n + 1 }), said: fate && sayFate(fate, { t, locale, recipient }) }
    }),
    fields: mode === 'cash' ? FIELDS.filter((field) => field !== 'cheque' && field !== 'reference') : FIELDS,
    outcome:
      tried && tried.good > 0 ? { text: sayOutcome(tried, unread, { t, locale, recipient }), told: toldOf(tried) } : undefined,
    twins: all || undefined,
    others: [
      { href: link(`${paths.sheet(recipient.id)}?mode=${other}`), text: t(`sheets.sheet-${other}`) },
      { href: link(paths.gifts(recipient.id)), text: t('sheets.to-gifts') },
    ],
  }
  return reply.page({ title: props.title, body: <SheetPage {...props} /> })
}

type Saying = { t: PageT; locale: Locale; recipient: RecipientRecord }

function sayFate({ is, amount, decision, twin, errors }: Fate, { t, locale, recipient }: Saying) {
  const sum = sayAmount(locale, amount, recipient.currency)
  if (is === 'good') return { tone: 'good' as const, text: t('sheets.row-good', { amount: sum }) }
  if (is === 'held') return { tone: 'plain' as const, text: t('sheets.row-held', { amount: sum }) }
  if (twin) {
    const values = {
      reference: referenceOf(twin.number),
      day: formatDay(locale, twin.day),
      state: t(`giving.state-${twin.state}`),
    }
    return { tone: 'bad' as const, text: t('sheets.row-twin', values) }
  }
  if (decision) return { tone: 'bad' as const, text: sayDecision(locale, { ...decision, to: 'treasurer' }, recipient.currency) }
  const [key] = Object.values(errors)
  return { tone: 'bad' as const, text: key ? t(key as 'sheets.refused') : t('sheets.refused') }
}

const sayOutcome = ({ good, sum, fates }: Tried, unread: number, { t, locale, recipient }: Saying) =>
  t('sheets.outcome', { good, sum: sayAmount(locale, sum, recipient.currency), bad: fates.length - good + unread })
