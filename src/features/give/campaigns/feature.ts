import type { Feature } from '#platform/app'
import { loadDemoCampaigns } from './demo.ts'
import { sharesOnPage } from './on-page.tsx'
import { groupRoutes, groupsRoutes } from './routes/groups.tsx'
import { campaignRoutes, stepRoutes } from './routes/campaigns.tsx'
import { officeRoutes } from './routes/office.tsx'
import { texts } from './texts.ts'

const ROUTES = [officeRoutes, campaignRoutes, stepRoutes, groupRoutes, groupsRoutes]

export const campaigns: Feature = {
  name: 'campaigns',
  owns: 'what a gift is for besides its recipient: a campaign, a group; figures that anybody may know',
  texts,
  journal: { kinds: ['campaign', 'group-share'] },
  migrations: 'src/features/give/campaigns/migrations',
  routes: (app) => async (server) => {
    for (const routes of ROUTES) await server.register(routes(app))
  },
  loadDemo: loadDemoCampaigns,
  fills: [sharesOnPage],
  tabs: [{ of: 'group', path: '/gifts', text: 'campaigns.tab', role: 'organiser' }],
  links: [
    {
      place: 'staff',
      section: 'money',
      path: '/staff/campaigns',
      text: 'campaigns.title',
      permission: 'gifts.keep',
      everywhere: true,
    },
  ],
  impersonal: ['campaign', 'campaign_text', 'group_share', 'gift_figure', 'gift_amount'],
}
