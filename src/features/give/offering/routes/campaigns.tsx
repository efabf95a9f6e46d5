import type { App } from '#platform/app'
import { NotFound } from '#platform/errors'
import type { Routes } from '#platform/http/server'
import { todayOf } from '#platform/i18n/moments'
import { paragraphsOf } from '#platform/text/paragraphs'
import { campaignAt, campaignPath, openCampaigns, wordsFor } from '../../campaigns/index.ts'
import { paths, publicRecipients } from '../../core/index.ts'
import { CampaignParams } from '../schema.ts'
import { formFor } from '../prefilling.ts'
import { RecipientsPage } from '../give.page.tsx'
import { openTo, showForm } from '../showing.tsx'
import { pageTexts } from '../texts.ts'

const anyone = { permission: 'anyone' } as const

/** To whom and what for one may give; the page of a campaign: what it is for, how much is there, and the form. */
export const campaignRoutes: Routes = (app: App) => async (server) => {
  server.get(paths.give, { config: anyone, schema: { hide: true } }, async (request, reply) => {
    const t = pageTexts.in(request.locale)
    const all = await publicRecipients(app.database.read, todayOf(app))
    const campaigns = await openCampaigns(
      app.database.read,
      all.map(({ id }) => id),
      todayOf(app),
    )
    if (all.length === 1 && campaigns.length === 0) return reply.redirect(request.link(paths.recipient(all[0]!.id)), 303)
    const { locale, link } = request
    const recipients = all.map(({ id, name, beneficiary }) => ({
      href: link(paths.recipient(id)),
      name,
      lead: t('offering.for', { beneficiary }),
      button: t('offering.to', { recipient: name }),
    }))
    const purposes = campaigns.map((campaign) => {
      const { title, story } = wordsFor(campaign.texts, locale, app.movement.current.locale)
      return {
        href: link(campaignPath(campaign.address)),
        name: title,
        lead: paragraphsOf(story)[0]!,
        button: t('offering.to-campaign'),
      }
    })
    return reply.page({
      title: t('offering.title'),
      body: <RecipientsPage {...{ t, recipients: [...purposes, ...recipients] }} />,
    })
  })

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
