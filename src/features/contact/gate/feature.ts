import type { Feature } from '#platform/app'
import { fill } from '#platform/slots'
import { reachNow } from '#people'
import { heldNow } from './on-person.ts'
import { contactRoutes } from './routes.tsx'
import { texts } from './texts.ts'

export const gate: Feature = {
  name: 'contact',
  owns: 'the one question before every contact, and what a no binds; no table',
  texts,
  routes: contactRoutes,
  fills: [fill(reachNow, heldNow)],
  links: [
    {
      place: 'staff',
      section: 'people',
      path: '/staff/contact',
      text: 'contact.rules.title',
      permission: 'people.see',
      under: '/staff/people',
    },
  ],
}
