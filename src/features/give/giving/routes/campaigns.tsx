import type { App } from '#platform/app'
import { NotFound } from '#platform/errors'
import type { Routes } from '#platform/http/server'
import { campaignAt } from '../../campaigns/index.ts'
import { CampaignParams } from '../schema.ts'
import { formFor } from '../prefilling.ts'
import { openTo, showForm } from './give.tsx'

/** The page of a campaign: what it is for, how much is there, and the form. */
export const campaignRoutes: Routes = (app: App) => async (server) => {
  server.get(
    '/give/for/:campaign',
    { config: { permission: 'anyone' }, schema: { params: CampaignParams, hide: true } },
    async (request, reply) => {
      const campaign = await campaignAt(app.database.read, request.params.campaign)
      if (!campaign?.public_at) throw new NotFound('campaigns.gone')
      const recipient = await openTo(app, campaign.recipient_id)
      return showForm(app, reply, { recipient, form: await formFor(app, request), typed: { campaign: campaign.id } })
    },
  )
}
