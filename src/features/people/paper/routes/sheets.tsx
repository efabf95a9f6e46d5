import type { FastifyReply } from 'fastify'
import type { App } from '#platform/app'
import { contactOf } from '#platform/mail/writing'
import { handOf } from '#platform/http/asked'
import { NotFound } from '#platform/errors'
import { fieldErrors } from '#platform/http/forms'
import type { Routes } from '#platform/http/server'
import { httpTexts } from '#platform/http/texts'
import { dateFormat, languageName, LOCALES } from '#platform/i18n/locales'
import { joinTexts } from '#platform/i18n/texts'
import type { FormState } from '#ui/form'
import { agreementsOf, SUPPORT } from '../../core/index.ts'
import { askedIn } from '../../ledger/index.ts'
import { printSheets } from '../commands.ts'
import { SheetsPage } from '../paper.page.tsx'
import { type Page, printPages } from '../printing.ts'
import { recentSheets, type SheetRecord, sheetsBetween } from '../queries.ts'
import { LINES } from '../rules.ts'
import { PrintForm, PrintQuery, SheetParams, SheetsQuery } from '../schema.ts'
import { type T, texts } from '../texts.ts'

const config = { permission: 'people.enter' } as const
const formTexts = joinTexts([httpTexts, texts])
const SHOWN = 100

/** Printing, and the list of what was printed. */
export const sheetRoutes: Routes = (app: App) => async (server) => {
  const { read, transact } = app.database

  server.get('/staff/sheets', { config, schema: { querystring: SheetsQuery, hide: true } }, (request, reply) =>
    show(app, reply, { form: { values: { locale: request.locale, copies: '5' }, errors: {} }, ...request.query }),
  )

  server.post(
    '/staff/sheets',
    { config, schema: { body: PrintForm, hide: true }, attachValidation: true },
    async (request, reply) => {
      const { locale, place, copies } = request.body
      if (request.validationError) {
        const form = { values: request.body, errors: fieldErrors(request.validationError) }
        return show(app, reply.code(422), { form })
      }
      const printing = { locale, place: place ?? null, copies: Number(copies), purposes: [SUPPORT, ...askedIn(app, 'paper')] }
      const hand = handOf(app, request)
      const [from, to] = await transact((tx) => printSheets(tx, hand, printing))
      return reply.redirect(request.link(`/staff/sheets?printed=${from}-${to}`), 303)
    },
  )

  server.get('/staff/sheets.pdf', { config, schema: { querystring: PrintQuery, hide: true } }, async (request, reply) => {
    const { from, to } = request.query
    const asked = { from: Number(from), to: Number(to) }
    const sheets = await sheetsBetween(read, asked, request.actor.scope('people.enter'))
    const [first] = sheets
    if (!first) throw new NotFound('paper.elsewhere')
    const title = texts.in(first.locale)('paper.number', { number: first.number })
    const pages = sheets.map((sheet) => pageOf(app, sheet))
    return reply
      .type('application/pdf')
      .header('content-disposition', `inline; filename="${first.number}.pdf"`)
      .send(await printPages(pages, { title, locale: first.locale }))
  })

  // By its number, as it stands on the paper.
  server.post('/staff/sheets/opening', { config, schema: { body: SheetParams, hide: true } }, (request, reply) =>
    reply.redirect(request.link(`/staff/sheets/${request.body.number}`), 303),
  )

  // What the QR code opens: whoever would rather sign on a phone does.
  const code = { config: { permission: 'anyone', turn: 'first' } as const, schema: { params: SheetParams, hide: true } }
  server.get('/sheet/:number', code, (request, reply) => reply.redirect(request.link('/sign'), 303))
}

/** `printed`: the numbers of the sheets that were printed just now. */
async function show(app: App, reply: FastifyReply, { form, printed }: { form: FormState; printed?: string }) {
  const { locale, link, actor } = reply.request
  const t = formTexts.in(locale)
  const day = dateFormat(locale, { dateStyle: 'medium', timeZone: app.movement.current.timeZone })
  const sheets = (
    await recentSheets(app.database.read, { account: actor.account, scope: actor.scope('people.enter'), limit: SHOWN })
  ).map(({ number, place, printed_at, entered }) => ({
    number,
    href: link(`/staff/sheets/${number}`),
    place: place ?? '',
    printed: day.format(printed_at),
    done: t('paper.done', { n: Number(entered), all: LINES }),
    print: `/staff/sheets.pdf?from=${number}&to=${number}`,
  }))
  const page = {
    t,
    locale,
    form,
    action: link('/staff/sheets'),
    opening: link('/staff/sheets/opening'),
    languages: LOCALES.map((one) => ({ value: one, text: languageName(one) })),
    printed: printed ? printedOf(printed, t) : undefined,
    sheets,
  }
  return reply.page({ title: t('paper.title'), body: <SheetsPage {...page} /> })
}

function printedOf(printed: string, t: T) {
  const [from = 0, to = 0] = printed.split('-').map(Number)
  const n = to - from + 1
  return {
    text: t('paper.print.ready', { n, from, to }),
    href: `/staff/sheets.pdf?from=${from}&to=${to}`,
    open: t('paper.print.open', { n }),
  }
}

/** What stands on a sheet, in its own language. */
function pageOf(app: App, { number, locale, place, agreed }: Pick<SheetRecord, 'number' | 'locale' | 'place' | 'agreed'>): Page {
  const t = texts.in(locale)
  const { name, controller } = app.movement.current
  const [support, ...boxes] = agreementsOf(app)({ agreed, locale })
  const written = (['given-name', 'family-name', 'town-code', 'email', 'phone'] as const).map((column) => t(`paper.${column}`))
  return {
    number: t('paper.number', { number }),
    url: `${app.config.publicUrl}/sheet/${number}`,
    movement: name,
    title: t('paper.pdf.title', { movement: name }),
    place: place ?? '',
    support: support!.wording.text,
    columns: {
      written,
      boxes: boxes.map(({ purpose }, n) => `${purpose.name[locale]} (${n + 1})`),
      signed: t('paper.signature'),
    },
    legend: t('paper.pdf.legend', { words: boxes.map(({ wording }, n) => `(${n + 1}) ${wording.text}`).join('   ') }),
    returned: t('paper.pdf.returned'),
    rights: t('paper.pdf.rights', { controller: controller ?? name, contact: contactOf(app) }),
    scan: t('paper.pdf.scan'),
  }
}
