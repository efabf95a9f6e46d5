import type { FastifyReply } from 'fastify'
import type { App } from '#platform/app'
import { handOf } from '#platform/http/asked'
import { submitted } from '#platform/http/forms'
import type { Routes } from '#platform/http/server'
import { todayOf } from '#platform/i18n/moments'
import type { FormState } from '#ui/form'
import { groupPath } from '#groups'
import { recipientInCharge, type RecipientRecord, recipientsOf } from '../../core/index.ts'
import { sayAmount } from '../../law/index.ts'
import { addCampaign } from '../commands/campaigns.ts'
import { agreeShares, refuseShares } from '../commands/shares.ts'
import { OfficePage, OfficesPage } from '../office.page.tsx'
import { paths } from '../paths.ts'
import { campaignsOf } from '../queries/campaigns.ts'
import { figuresFor, NONE } from '../queries/figures.ts'
import { sharesOf } from '../queries/shares.ts'
import { readCampaign, type Typed } from '../reading.ts'
import { stateOf, wordsFor } from '../rules/campaigns.ts'
import { BookParams, CampaignForm, ShareForm, ShareParams } from '../schema.ts'
import type { AimId } from '../tables.ts'
import { pageTexts } from '../texts.ts'

const config = { permission: 'gifts.keep', everywhere: true } as const
const EMPTY: FormState = { values: {}, errors: {} }

/** Campaigns and groups of the recipients whose books somebody keeps. */
export const officeRoutes: Routes = (app: App) => async (server) => {
  const { transact } = app.database

  server.get(paths.staff, { config, schema: { hide: true } }, async (request, reply) => {
    const t = pageTexts.in(request.locale)
    const mine = await recipientsOf(app.database.read, request.actor.account)
    const books = mine.map(({ id, name }) => ({ href: request.link(paths.recipient(id)), name }))
    return reply.page({ title: t('campaigns.title'), body: <OfficesPage {...{ t, books }} /> })
  })

  server.get('/staff/campaigns/:recipient', { config, schema: { params: BookParams, hide: true } }, async (request, reply) =>
    show(app, reply, { recipient: await recipientInCharge(app, request), form: EMPTY }),
  )

  server.post(
    '/staff/campaigns/:recipient',
    { config, schema: { params: BookParams, body: CampaignForm, hide: true }, attachValidation: true },
    async (request, reply) => {
      const recipient = await recipientInCharge(app, request)
      const { locale } = app.movement.current
      return submitted(request, {
        again: (code, form) => show(app, reply.code(code), { recipient, form }),
        work: async () => {
          const described = readCampaign(request.body as Typed, {
            currency: recipient.currency,
            locale: request.locale,
            movement: locale,
          })
          const id = await transact((tx) => addCampaign(tx, handOf(app, request), { recipient, described, locale }))
          return reply.back(paths.campaign(recipient.id, id), 'added')
        },
      })
    },
  )

  server.post(
    '/staff/campaigns/:recipient/groups/:group',
    { config, schema: { params: ShareParams, body: ShareForm, hide: true } },
    async (request, reply) => {
      const recipient = await recipientInCharge(app, request)
      const work = request.body.answer === 'agree' ? agreeShares : refuseShares
      await transact((tx) => work(tx, handOf(app, request), { recipient, group: request.params.group }))
      return reply.back(paths.recipient(recipient.id), 'saved')
    },
  )
}

async function show(app: App, reply: FastifyReply, { recipient, form }: { recipient: RecipientRecord; form: FormState }) {
  const { locale, link } = reply.request
  const t = pageTexts.in(locale)
  const { read } = app.database
  const [campaigns, shares] = await Promise.all([campaignsOf(read, recipient.id), sharesOf(read, recipient.id)])
  const aims = [...campaigns.map(({ id }) => id), ...shares.map(({ group_id }) => group_id)] as string[] as AimId[]
  const figures = await figuresFor(read, recipient.id, aims)
  const came = (aim: string) => sayAmount(locale, (figures.get(aim as AimId) ?? NONE).total, recipient.currency)
  const movement = app.movement.current.locale
  const action = link(paths.recipient(recipient.id))
  const props = {
    t,
    locale,
    movement,
    title: recipient.name,
    action,
    form,
    campaigns: campaigns.map((campaign) => ({
      id: campaign.id,
      href: link(paths.campaign(recipient.id, campaign.id)),
      title: wordsFor(campaign.texts, locale, movement).title,
      state: t(`campaigns.state-${stateOf(campaign, todayOf(app))}`),
      came: came(campaign.id),
      goal: sayAmount(locale, campaign.goal, recipient.currency),
    })),
    groups: shares.map(({ group_id, group, agreed_at }) => ({
      id: group_id,
      href: link(groupPath(group_id)),
      name: group,
      action: `${action}/groups/${group_id}`,
      isAsked: agreed_at === null,
      came: came(group_id),
    })),
  }
  return reply.page({ title: recipient.name, body: <OfficePage {...props} /> })
}
