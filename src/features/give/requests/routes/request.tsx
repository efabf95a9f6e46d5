import type { FastifyReply } from 'fastify'
import type { App } from '#platform/app'
import type { Hand } from '#platform/auth/actor'
import type { Tx } from '#platform/db/handle'
import { type Asked, handOf } from '#platform/http/asked'
import { Conflict, NotFound } from '#platform/errors'
import { submitted } from '#platform/http/forms'
import type { Routes } from '#platform/http/server'
import { clockIn } from '#platform/i18n/moments'
import type { FormState } from '#ui/form'
import { groupForOrganiser } from '#groups'
import {
  askSecond,
  categoriesToChoose,
  changeDraft,
  factsOf,
  filesOf,
  findSpending,
  handsOf,
  isOwn,
  readSpending,
  refuseAsOrganiser,
  second,
  type SpendingRecord,
  valuesOf,
  vouchersOf,
  withdraw,
} from '../../spending/index.ts'
import { paths } from '../paths.ts'
import { RequestPage } from '../request.page.tsx'
import { DetailsForm, ReasonForm, RequestParams } from '../schema.ts'
import { pageTexts } from '../texts.ts'

const config = { permission: 'signed-in' } as const
const schema = { params: RequestParams, hide: true } as const
const PATH = '/groups/:group/spending/:spending'
const EMPTY: FormState = { values: {}, errors: {} }

type Found = Awaited<ReturnType<typeof groupForOrganiser>> & { spending: SpendingRecord }
/** Forms of the page as they were sent, where something is wrong with them. */
type Forms = Partial<Record<'notice' | 'draft' | 'refusal' | 'voucher', FormState>>

/** A request of a group that who asks leads. Another group's is not there. */
export async function requestOf(app: App, request: Asked<{ group: string; spending: string }>): Promise<Found> {
  const standing = await groupForOrganiser(app, request)
  const spending = await findSpending(app.database.read, request.params.spending)
  if (spending?.group_id !== standing.group.id) throw new NotFound('spending.gone')
  return { ...standing, spending }
}

const ACTS: Record<string, (tx: Tx, app: App, doing: { hand: Hand; spending: string }) => Promise<void>> = {
  asking: askSecond,
  agreement: second,
  withdrawal: withdraw,
}

/** One request, and what its organisers do with it. */
export const requestRoutes: Routes = (app: App) => async (server) => {
  const { transact } = app.database

  server.get(PATH, { config, schema }, async (request, reply) => showRequest(app, reply, await requestOf(app, request)))

  for (const [act, work] of Object.entries(ACTS))
    server.post(`${PATH}/${act}`, { config, schema }, async (request, reply) => {
      const found = await requestOf(app, request)
      try {
        await transact((tx) => work(tx, app, { hand: handOf(app, request), spending: found.spending.id }))
      } catch (error) {
        if (!(error instanceof Conflict)) throw error
        // As it stands now, and why that was not done.
        const notice = { ...EMPTY, notice: error.key }
        return showRequest(app, reply.code(409), { ...(await requestOf(app, request)), forms: { notice } })
      }
      return reply.back(paths.request(found.group.id, found.spending.id), 'saved')
    })

  server.post(
    `${PATH}/refusal`,
    { config, schema: { ...schema, body: ReasonForm }, attachValidation: true },
    async (request, reply) => {
      const found = await requestOf(app, request)
      return submitted(request, {
        again: (code, refusal) => showRequest(app, reply.code(code), { ...found, forms: { refusal } }),
        work: async () => {
          const doing = { hand: handOf(app, request), spending: found.spending.id, reason: request.body.reason }
          await transact((tx) => refuseAsOrganiser(tx, app, doing))
          return reply.back(paths.request(found.group.id, found.spending.id), 'saved')
        },
      })
    },
  )

  server.post(
    `${PATH}/details`,
    { config, schema: { ...schema, body: DetailsForm }, attachValidation: true },
    async (request, reply) => {
      const found = await requestOf(app, request)
      const { group, spending } = found
      return submitted(request, {
        again: (code, draft) => showRequest(app, reply.code(code), { ...found, forms: { draft } }),
        work: async () => {
          const today = clockIn(group.time_zone, app.now()).day
          const asked = readSpending(request.body, { locale: request.locale, currency: spending.currency, today })
          await transact((tx) => changeDraft(tx, { hand: handOf(app, request), spending: spending.id, asked }))
          return reply.back(paths.request(group.id, spending.id), 'saved')
        },
      })
    },
  )
}

/** The page of a request, for one of the group's organisers. */
export async function showRequest(app: App, reply: FastifyReply, { group, spending, forms = {} }: Found & { forms?: Forms }) {
  const { locale, link } = reply.request
  const t = pageTexts.in(locale)
  const files = await vouchersOf(app.database.read, spending.id)
  const { state } = spending
  const action = link(paths.request(group.id, spending.id))
  const own = isOwn(spending, reply.request)
  const draft = state === 'draft' && own
  const props = {
    t,
    locale,
    title: spending.words,
    state: t(`spending.state-${state}`),
    action,
    notice: forms.notice ?? EMPTY,
    facts: factsOf(spending, { t, locale, whole: false }),
    hands: handsOf(app, spending, { t, locale }),
    vouchers: {
      t,
      locale,
      action: `${action}/vouchers`,
      form: forms.voucher ?? EMPTY,
      files: filesOf(files, { t, locale, path: `${action}/vouchers` }),
      mayAdd: ['draft', 'asked', 'seconded', 'payable', 'paid'].includes(state),
      mayRemove: draft,
    },
    can: { ask: draft, second: state === 'asked' && !own, withdraw: own && ['draft', 'asked', 'seconded'].includes(state) },
    refusal: forms.refusal ?? EMPTY,
    draft: draft
      ? {
          form: forms.draft ?? { values: valuesOf(spending), errors: {} },
          open: forms.draft !== undefined,
          categories: categoriesToChoose(t),
        }
      : undefined,
    back: { href: link(paths.group(group.id)), text: t('requests.to-list') },
  }
  return reply.page({ title: spending.words, body: <RequestPage {...props} /> })
}
