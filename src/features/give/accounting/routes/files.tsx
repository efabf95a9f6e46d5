import { Readable } from 'node:stream'
import type { FastifyReply } from 'fastify'
import type { App } from '#platform/app'
import { submitted } from '#platform/http/forms'
import type { Routes } from '#platform/http/server'
import { formatDay, formatNumber } from '#platform/i18n/locales'
import { clockIn } from '#platform/i18n/moments'
import { ahead } from '#platform/jobs/ahead'
import type { FormState } from '#ui/form'
import { recipientInCharge, type RecipientRecord } from '../../core/index.ts'
import { FILES, type FileKind, pieces } from '../files.ts'
import { FilesPage } from '../files.page.tsx'
import { paths } from '../paths.ts'
import { zoneOf } from '../../sheets/index.ts'
import { formOf } from '../rules/forms.ts'
import { type Period, periodIn } from '../rules/period.ts'
import { ApprovalForm, BookParams, FileParams, PeriodForm, PeriodQuery } from '../schema.ts'
import { askFor, stateOf, takes, type Wanted, wantedBy } from '../taking.ts'
import { pageTexts } from '../texts.ts'

const config = { permission: 'gifts.keep', everywhere: true } as const
const PATH = '/staff/books/:recipient/files'
const EMPTY: FormState = { values: {}, errors: {} }

/** Files of the books and of gifts: who takes which is written down, and a large one of persons takes two. */
export const fileRoutes: Routes = (app: App) => async (server) => {
  const schema = { params: BookParams, hide: true }
  const periodOf = (recipient: RecipientRecord, asked: Partial<Period>) =>
    periodIn(asked, clockIn(zoneOf(app, recipient), app.now()).day)

  server.get(PATH, { config, schema: { ...schema, querystring: PeriodQuery } }, async (request, reply) => {
    const recipient = await recipientInCharge(app, request)
    return show(app, reply, { recipient, period: periodOf(recipient, request.query), form: EMPTY })
  })

  server.post(
    `${PATH}/:file`,
    { config, schema: { params: FileParams, body: PeriodForm, hide: true } },
    async (request, reply) => {
      const recipient = await recipientInCharge(app, request)
      const period = periodOf(recipient, request.body)
      const zone = zoneOf(app, recipient)
      const { file } = request.params
      const wanted = await wantedBy(app, { recipient, file, period, zone })
      if (!(await takes(app, request, wanted)))
        return show(app, reply.code(403), { recipient, period, form: { ...EMPTY, notice: 'accounting.two-first' } })
      const isTabs = file === 'receipts'
      const name = `${file}-${period.from}-${period.to}.${isTabs ? 'tsv' : 'csv'}`
      return reply
        .header('content-disposition', `attachment; filename="${name}"`)
        .header('cache-control', 'private, no-store')
        .type(isTabs ? 'text/tab-separated-values; charset=utf-8' : 'text/csv; charset=utf-8')
        .send(Readable.from(ahead(pieces(app.database.read, file, { recipient, period, zone, locale: request.locale }))))
    },
  )

  server.post(
    '/staff/books/:recipient/approval',
    { config, schema: { ...schema, body: ApprovalForm }, attachValidation: true },
    async (request, reply) => {
      const recipient = await recipientInCharge(app, request)
      const again = (code: number, form: FormState) =>
        show(app, reply.code(code), { recipient, period: periodOf(recipient, form.values), form })
      return submitted(request, {
        again,
        work: async () => {
          const { file, reason, ...asked } = request.body
          const period = periodOf(recipient, asked)
          const wanted = await wantedBy(app, { recipient, file, period, zone: zoneOf(app, recipient) })
          const { locale } = app.movement.current
          const t = pageTexts.in(locale)
          const about = t('accounting.file-about', {
            file: t(`accounting.file-${file}`),
            recipient: recipient.name,
            from: formatDay(locale, period.from),
            to: formatDay(locale, period.to),
            n: wanted.persons,
          })
          const path = `${paths.files(recipient.id)}?from=${period.from}&to=${period.to}`
          await askFor(app, request, { wanted, reason, about, path })
          return reply.back(path, 'asked')
        },
      })
    },
  )
}

async function show(
  app: App,
  reply: FastifyReply,
  { recipient, period, form }: { recipient: RecipientRecord; period: Period; form: FormState },
) {
  const { request } = reply
  const { locale, link } = request
  const t = pageTexts.in(locale)
  const zone = zoneOf(app, recipient)
  const isParty = formOf(recipient) === 'fr-party'
  const kinds = (Object.keys(FILES) as FileKind[]).filter((file) => file !== 'receipts' || isParty)
  const wanted = await Promise.all(kinds.map((file) => wantedBy(app, { recipient, file, period, zone })))
  const states = await Promise.all(wanted.map((one) => (one.takesTwo ? stateOf(app, one, request) : undefined)))
  const row = (one: Wanted, n: number) => ({
    file: one.file,
    title: t(`accounting.file-${one.file}`),
    hint: t(`accounting.file-${one.file}-hint`),
    persons:
      one.file === 'spending'
        ? t('accounting.file-payees')
        : one.persons === 0
          ? t('accounting.file-nobody')
          : t('accounting.file-persons', { n: one.persons }),
    state: states[n],
  })
  const props = {
    t,
    locale,
    title: t('accounting.files'),
    lead: recipient.name,
    period,
    form,
    action: link(paths.files(recipient.id)),
    ask: link(`/staff/books/${recipient.id}/approval`),
    rows: wanted.map(row),
    note: t('accounting.files-note', { most: formatNumber(locale, 1_000) }),
    back: { href: link(paths.book(recipient.id)), text: t('accounting.to-book') },
  }
  return reply.page({ title: props.title, body: <FilesPage {...props} /> })
}
