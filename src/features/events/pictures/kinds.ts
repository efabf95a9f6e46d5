import type { FastifyRequest } from 'fastify'
import type { App } from '#platform/app'
import { groupForOrganiser, groupOfTerritory, groupPath, membersPath, picturePath, publicGroup } from '#groups'
import { eventFor, eventForHolder, eventOfTerritory, eventPath, eventPicturePath, visitorOf } from '../core/index.ts'
import { eventPictures, groupPictures, type Shelf } from './commands.ts'

/** What may have a picture, as pages name it. */
export type Pictured = { id: string; name: string; picture_at: Date | null }

/** How pictures of one kind of thing are reached: by whom, and where. */
export type Kind = {
  of: 'group' | 'event'
  shelf: Shelf
  /** Who may look at it for a territory, and who may moderate it. */
  sees: 'groups.see' | 'events.see'
  permission: 'groups.moderate' | 'events.moderate'
  /** As whoever asks may see it; `open`: everybody may. Throws NotFound. */
  shown(app: App, request: FastifyRequest): Promise<Pictured & { open: boolean }>
  /** As who may set its picture. Throws Denied. */
  held(app: App, request: FastifyRequest): Promise<Pictured>
  ofTerritory(app: App, request: FastifyRequest, permission: string): Promise<Pictured>
  path(id: string): string
  src(one: Pictured): string | undefined
  back(id: string): string
}

const idIn = ({ params }: FastifyRequest) => params as { group: string }
const named = ({ title, ...event }: { id: string; title: string; picture_at: Date | null }): Pictured => ({
  ...event,
  name: title,
})

export const KINDS: Kind[] = [
  {
    of: 'group',
    shelf: groupPictures,
    sees: 'groups.see',
    permission: 'groups.moderate',
    shown: async (app, request) => ({ ...(await publicGroup(app, idIn(request).group)), open: true }),
    held: async (app, request) => (await groupForOrganiser(app, request)).group,
    ofTerritory: groupOfTerritory,
    path: groupPath,
    src: picturePath,
    back: membersPath,
  },
  {
    of: 'event',
    shelf: eventPictures,
    sees: 'events.see',
    permission: 'events.moderate',
    shown: async (app, request) => {
      const { event } = await eventFor(app, request, (await visitorOf(app, request))?.person)
      return { ...named(event), open: event.published_at !== null && event.unlisted_at === null }
    },
    held: async (app, request) => named((await eventForHolder(app, request)).event),
    ofTerritory: async (app, request, permission) => named(await eventOfTerritory(app, request, permission)),
    path: eventPath,
    src: eventPicturePath,
    back: eventPath,
  },
]
