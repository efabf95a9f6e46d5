import type { App } from '#platform/app'
import type { Routes } from '#platform/http/server'
import { formatDay, formatNumber } from '#platform/i18n/locales'
import { witnessOf } from '#staff'
import { AnnexPage } from '../books.page.tsx'
import { annexCells } from '../files.ts'
import { paths } from '../paths.ts'
import { annexOf, annexSums } from '../queries/annex.ts'
import { type AnnexColumn, formOf } from '../rules/forms.ts'
import { saySigned } from '../saying.ts'
import { BookParams, PeriodQuery } from '../schema.ts'
import { framed, pageOf } from './books.tsx'

const config = { permission: 'gifts.keep', everywhere: true } as const
const PAGE = 50

/** What stands beside each other on a screen: the columns of the form, its name and its address each in one. */
const SHOWN = ['surname', 'nationality', 'street', 'day', 'mode', 'amount', 'in-cash', 'reference'] as const

function shownIn(cells: Record<AnnexColumn, string>, column: (typeof SHOWN)[number]): string {
  if (column === 'surname') return `${cells.surname}, ${cells['first-names']}`
  if (column !== 'street') return cells[column]
  return [cells.street, `${cells['postal-code']} ${cells.town}`.trim(), cells.country].filter(Boolean).join(', ')
}

/** The list of givers, a page at a time: to be printed and typed. Who sees whom is written down. */
export const annexRoutes: Routes = (app: App) => async (server) => {
  const schema = { params: BookParams, querystring: PeriodQuery, hide: true }
  server.get('/staff/books/:recipient/annex', { config, schema }, async (request, reply) => {
    const page = await pageOf(app, request)
    const { recipient, period, t, link, locale } = page
    const asked = { recipient: recipient.id, period }
    const { lines, next } = await annexOf(app.database.read, asked, { after: request.query.after, limit: PAGE })
    const sums = await annexSums(app.database.read, asked)
    const persons = new Set(lines.map(({ donor }) => donor)).size
    await witnessOf(app)(request.actor, { action: 'list', object: 'book', id: recipient.id, fields: ['annex'], count: persons })
    const written = {
      day: (day: string) => formatDay(locale, day),
      amount: (amount: number, currency: string) => saySigned(locale, amount, currency),
    }
    const days = `?from=${period.from}&to=${period.to}`
    const props = {
      ...framed(page, 'annex'),
      note: t(`accounting.annex-note-${formOf(recipient)}`),
      sums: t('accounting.annex-sums', {
        lines: sums.lines,
        donors: formatNumber(locale, sums.donors),
        sum: saySigned(locale, sums.sum, recipient.currency),
        cash: saySigned(locale, sums.cash, recipient.currency),
      }),
      files: { href: link(paths.files(recipient.id)) + days, text: t('accounting.files') },
      head: SHOWN.map((column) => t(`accounting.column-${column}`)),
      rows: lines.map((line) => {
        const cells = annexCells(line, t, written)
        return {
          key: line.id,
          href: link(paths.gift(recipient.id, line.gift)),
          cells: SHOWN.map((column) => shownIn(cells, column)),
        }
      }),
      next: next ? { href: `${link(paths.annex(recipient.id))}${days}&after=${next}`, text: t('accounting.next') } : undefined,
    }
    return reply.page({ title: props.title, body: <AnnexPage {...props} /> })
  })
}
