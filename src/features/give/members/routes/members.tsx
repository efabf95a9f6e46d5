import type { FastifyReply } from 'fastify'
import type { App } from '#platform/app'
import { handOf } from '#platform/http/asked'
import { submitted } from '#platform/http/forms'
import type { Routes } from '#platform/http/server'
import { formatDay, formatNumber, type Locale } from '#platform/i18n/locales'
import { momentIn } from '#platform/i18n/moments'
import { typeAmount } from '#platform/money/typed'
import type { FormState } from '#ui/form'
import { witnessOf } from '#staff'
import { recipientInCharge, type RecipientRecord, recipientsOf } from '../../core/index.ts'
import { ruleFor, sayAmount } from '../../law/index.ts'
import { BooksPage, MembersPage, ScalePage } from '../members.page.tsx'
import { LookForm, RecipientParams, ScaleForm, STEPS } from '../schema.ts'
import {
  dayThere,
  type Figures,
  figuresOf,
  findScale,
  type MemberRecord,
  membersTo,
  paths,
  PERIODS,
  readScale,
  type Scale,
  setScale,
  standingOf,
  type View,
  VIEWS,
  zoneOf,
} from '../../dues/index.ts'
import { type PageT, pageTexts } from '../texts.ts'

const config = { permission: 'gifts.keep', everywhere: true } as const
const schema = { params: RecipientParams, hide: true } as const
const PAGE = 50

/** Members of a recipient, for who keeps its books. */
export const memberRoutes: Routes = (app: App) => async (server) => {
  server.get(paths.desk, { config, schema: { hide: true } }, async (request, reply) => {
    const t = pageTexts.in(request.locale)
    const mine = await recipientsOf(app.database.read, request.actor.account)
    const books = mine.map(({ id, name }) => ({ href: request.link(paths.members(id)), name }))
    return reply.page({ title: t('members.desk'), body: <BooksPage {...{ t, books }} /> })
  })

  server.get('/staff/dues/:recipient', { config, schema }, async (request, reply) =>
    showMembers(app, reply, { recipient: await recipientInCharge(app, request), look: {} }),
  )
  server.post('/staff/dues/:recipient', { config, schema: { ...schema, body: LookForm } }, async (request, reply) =>
    showMembers(app, reply, { recipient: await recipientInCharge(app, request), look: request.body }),
  )
}

/** What they pay. */
export const scaleRoutes: Routes = (app: App) => async (server) => {
  server.get('/staff/dues/:recipient/scale', { config, schema }, async (request, reply) =>
    showScale(app, reply, { recipient: await recipientInCharge(app, request), form: undefined }),
  )
  server.post(
    '/staff/dues/:recipient/scale',
    { config, schema: { ...schema, body: ScaleForm }, attachValidation: true },
    async (request, reply) => {
      const recipient = await recipientInCharge(app, request)
      return submitted(request, {
        again: (code, form) => showScale(app, reply.code(code), { recipient, form }),
        work: async () => {
          const scale = readScale(request.body, { recipient, locale: request.locale })
          await app.database.transact((tx) => setScale(tx, handOf(app, request), { recipient: recipient.id, scale }))
          return reply.back(paths.scale(recipient.id), 'saved')
        },
      })
    },
  )
}

type Look = { view?: View | undefined; q?: string | undefined; before?: string | undefined }

async function showMembers(app: App, reply: FastifyReply, { recipient, look }: { recipient: RecipientRecord; look: Look }) {
  const { locale, link, actor } = reply.request
  const t = pageTexts.in(locale)
  const { read } = app.database
  const view = look.view ?? 'all'
  const words = look.q?.trim() || undefined
  const scale = await findScale(read, recipient.id)
  const [today, grace] = [dayThere(app, recipient), scale?.grace_days ?? 0]
  const since = momentIn(zoneOf(app, recipient), `${today.slice(0, 4)}-01-01`, '00:00')!
  const [found, figures] = await Promise.all([
    membersTo(read, { recipient: recipient.id, view, today, grace, words, before: look.before, limit: PAGE + 1 }),
    figuresOf(read, recipient.id, { today, grace, since }),
  ])
  const page = found.slice(0, PAGE)
  await witnessOf(app)(actor, { action: 'list', object: 'due', id: recipient.id, count: page.length })
  const action = link(paths.members(recipient.id))
  const kept = { view, ...(words ? { q: words } : {}) }
  const props = {
    t,
    title: t('members.members-of', { recipient: recipient.name }),
    action,
    scale: { href: link(paths.scale(recipient.id)), text: t(scale ? 'members.scale' : 'members.scale-first') },
    form: { values: { view, q: words ?? '' }, errors: {} },
    views: VIEWS.map((value) => ({ value, text: t(`members.view-${value}`) })),
    stats: statsOf(figures, { t, locale, currency: recipient.currency }),
    rows: page.map((member) => rowOf(member, { t, locale, link, today, grace })),
    next: found.length > PAGE ? { action, fields: { ...kept, before: page.at(-1)!.id }, text: t('members.next') } : undefined,
    first: look.before ? { action, fields: kept, text: t('members.first') } : undefined,
  }
  return reply.page({ title: props.title, body: <MembersPage {...props} /> })
}

type Saying = { t: PageT; locale: Locale }

function rowOf(
  { id, recipient_id, given_name, family_name, until, stopped_at }: MemberRecord,
  { t, locale, link, today, grace }: Saying & { link: (path: string) => string; today: string; grace: number },
) {
  const standing = standingOf(until, today, grace)
  return {
    id,
    href: link(paths.member(recipient_id, id)),
    who: `${given_name} ${family_name}`,
    standing: t(`members.stands-${standing}`),
    until: until ? formatDay(locale, until) : '',
    stopped: stopped_at ? t('members.has-stopped') : '',
  }
}

const statsOf = ({ members, grace, lapsed, waiting, paid }: Figures, { t, locale, currency }: Saying & { currency: string }) => [
  { value: formatNumber(locale, members), label: t('members.figure-members') },
  { value: formatNumber(locale, grace), label: t('members.figure-grace') },
  { value: formatNumber(locale, lapsed), label: t('members.figure-lapsed') },
  { value: formatNumber(locale, waiting), label: t('members.figure-waiting') },
  { value: sayAmount(locale, paid, currency), label: t('members.figure-paid') },
]

async function showScale(
  app: App,
  reply: FastifyReply,
  { recipient, form }: { recipient: RecipientRecord; form: FormState | undefined },
) {
  const { locale, link } = reply.request
  const t = pageTexts.in(locale)
  const scale = await findScale(app.database.read, recipient.id)
  const props = {
    t,
    locale,
    title: t('members.scale-of', { recipient: recipient.name }),
    // Where no rule is read nobody may join, whatever is set here.
    notice: ruleFor({ ...recipient, what: 'dues' }, app.now()) ? undefined : t('members.no-rule'),
    form: form ?? { values: valuesOf(scale, recipient.currency, locale), errors: {} },
    action: link(paths.scale(recipient.id)),
    periods: PERIODS.map((value) => ({ value, text: t(`members.period-${value}`) })),
    kinds: (['brackets', 'free'] as const).map((value) => ({ value, text: t(`members.kind-${value}`) })),
    steps: Array.from({ length: STEPS }, (_, n) => `n${n + 1}`),
    back: { href: link(paths.members(recipient.id)), text: t('members.back') },
    page: scale?.open ? { href: link(paths.join(recipient.id)), text: t('members.see-page') } : undefined,
  }
  return reply.page({ title: props.title, body: <ScalePage {...props} /> })
}

/** A scale as its form shows it. */
function valuesOf(scale: Scale | undefined, currency: string, locale: Locale): Record<string, string> {
  if (!scale) return { period: 'year', grace: '60', kind: 'brackets' }
  const steps = scale.brackets.flatMap(({ to, amount }, n): [string, string][] => [
    [`to[n${n + 1}]`, to === null ? '' : typeAmount(locale, to, currency)],
    [`pays[n${n + 1}]`, typeAmount(locale, amount, currency)],
  ])
  return {
    ...(scale.open ? { open: 'true' } : {}),
    period: scale.period,
    grace: String(scale.grace_days),
    kind: scale.brackets.length > 0 ? 'brackets' : 'free',
    floor: scale.brackets.length > 0 ? '' : typeAmount(locale, scale.floor, currency),
    ...Object.fromEntries(steps),
  }
}
