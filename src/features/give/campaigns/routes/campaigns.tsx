import type { FastifyReply } from 'fastify'
import type { App } from '#platform/app'
import { type Asked, handOf } from '#platform/http/asked'
import { NotFound } from '#platform/errors'
import { submitted } from '#platform/http/forms'
import type { Routes } from '#platform/http/server'
import { todayOf } from '#platform/i18n/moments'
import type { Locale } from '#platform/i18n/locales'
import { typeAmount } from '#platform/money/typed'
import type { FormState } from '#ui/form'
import { recipientInCharge, type RecipientId, type RecipientRecord } from '../../core/index.ts'
import { CampaignPage } from '../campaign.page.tsx'
import { closeCampaign, describeCampaign, hideCampaign, openCampaign, reopenCampaign } from '../commands/campaigns.ts'
import { campaignPath, paths } from '../paths.ts'
import { type CampaignRecord, findCampaign } from '../queries/campaigns.ts'
import { readCampaign, type Typed } from '../reading.ts'
import { stateOf, wordsFor } from '../rules/campaigns.ts'
import { CampaignForm, CampaignParams } from '../schema.ts'
import type { CampaignId } from '../tables.ts'
import { pageTexts } from '../texts.ts'

const config = { permission: 'gifts.keep', everywhere: true } as const
const schema = { params: CampaignParams, hide: true } as const

/** One campaign: its words, goal and window. */
export const campaignRoutes: Routes = (app: App) => async (server) => {
  server.get('/staff/campaigns/:recipient/:campaign', { config, schema }, async (request, reply) =>
    show(app, reply, await asked(app, request)),
  )

  server.post(
    '/staff/campaigns/:recipient/:campaign',
    { config, schema: { ...schema, body: CampaignForm }, attachValidation: true },
    async (request, reply) => {
      const found = await asked(app, request)
      const { recipient, campaign } = found
      return submitted(request, {
        again: (code, form) => show(app, reply.code(code), { ...found, form }),
        work: async () => {
          const { locale: movement } = app.movement.current
          const described = readCampaign(request.body as Typed, {
            currency: recipient.currency,
            locale: request.locale,
            movement,
          })
          await app.database.transact((tx) => describeCampaign(tx, handOf(app, request), { id: campaign.id, described }))
          return reply.back(paths.campaign(recipient.id, campaign.id), 'saved')
        },
      })
    },
  )
}

/** What is pressed: opened, taken away, over, not over after all. */
export const stepRoutes: Routes = (app: App) => async (server) => {
  const steps = { publication: openCampaign, withdrawal: hideCampaign, end: closeCampaign, reopening: reopenCampaign }
  for (const [step, work] of Object.entries(steps))
    server.post(`/staff/campaigns/:recipient/:campaign/${step}`, { config, schema }, async (request, reply) => {
      const { recipient, campaign } = await asked(app, request)
      await app.database.transact((tx) => work(tx, handOf(app, request), { id: campaign.id, recipient }))
      return reply.back(paths.campaign(recipient.id, campaign.id), 'saved')
    })
}

type Found = { recipient: RecipientRecord; campaign: CampaignRecord; form?: FormState }

/** A campaign of a recipient whose books she keeps. That of others is not there. */
async function asked(app: App, request: Asked<{ recipient: RecipientId; campaign: CampaignId }>): Promise<Found> {
  const recipient = await recipientInCharge(app, request)
  const campaign = await findCampaign(app.database.read, request.params.campaign)
  if (campaign?.recipient_id !== recipient.id) throw new NotFound('campaigns.gone')
  return { recipient, campaign }
}

async function show(app: App, reply: FastifyReply, { recipient, campaign, form }: Found) {
  const { locale, link } = reply.request
  const t = pageTexts.in(locale)
  const movement = app.movement.current.locale
  const title = wordsFor(campaign.texts, locale, movement).title
  const props = {
    t,
    locale,
    movement,
    title,
    action: link(paths.campaign(recipient.id, campaign.id)),
    page: link(campaignPath(campaign.address)),
    url: app.config.publicUrl + campaignPath(campaign.address),
    state: stateOf(campaign, todayOf(app)),
    isClosed: campaign.closed_at !== null,
    form: form ?? { values: valuesOf(campaign, { locale, currency: recipient.currency }), errors: {} },
  }
  return reply.page({ title, body: <CampaignPage {...props} /> })
}

type Typing = { locale: Locale; currency: string }

/** Fields of the form, as they are kept. */
function valuesOf({ goal, opens_on, closes_on, texts }: CampaignRecord, { locale, currency }: Typing): Record<string, string> {
  const words = Object.entries(texts).flatMap(([language, { title, story }]) => [
    [`title[${language}]`, title],
    [`story[${language}]`, story],
  ])
  return {
    goal: typeAmount(locale, goal, currency),
    opens_on: opens_on ?? '',
    closes_on: closes_on ?? '',
    ...Object.fromEntries(words),
  }
}
