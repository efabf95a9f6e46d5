import { Type } from 'typebox'
import type { App } from '#platform/app'
import { type Card, drawCard } from '#platform/card'
import { keptDrawn } from '#platform/drawn'
import { limiter, MINUTE, networkOf } from '#platform/http/limits'
import type { Routes } from '#platform/http/server'
import { eventFor, eventTexts, typeText, whenText, whereText } from '../core/index.ts'
import { findPicture } from './queries.ts'

const schema = { params: Type.Object({ event: Type.String({ format: 'uuid' }) }), hide: true } as const
const CARDS_A_MINUTE = 60
/** Cards that are kept, of some forty kilobytes each. */
const KEPT = 100
/** Of a movement that chose no colour of its own: `--color-primary` of the styles. */
const ACCENT = '#b3261e'

/** The card that is shown where an event is shared: what, when, where as far as anybody may know, and its picture. */
export const cardRoutes: Routes = (app: App) => async (server) => {
  const drawn = keptDrawn<Buffer>(KEPT)
  const onRequest = limiter(server, [{ max: CARDS_A_MINUTE, window: MINUTE, key: networkOf }])

  server.get('/events/:event/card.png', { config: { permission: 'anyone' }, schema, onRequest }, async (request, reply) => {
    const { event } = await eventFor(app, request, undefined)
    const { locale } = request
    const t = eventTexts.in(locale)
    const { name, accent } = app.movement.current
    const card = async (): Promise<Card> => ({
      kicker: typeText(t, event.type),
      title: event.title,
      lines: [event.cancelled_at ? t('events.state-cancelled') : whenText(t, locale, event), whereText(t, event)],
      foot: name,
      accent: accent ?? ACCENT,
      picture: event.picture_at ? (await findPicture(app.database.read, event.id))?.bytes : undefined,
    })
    const key = [event.id, event.changed_at.getTime(), locale, name, accent].join(' ')
    return reply
      .header('cache-control', 'public, max-age=300')
      .type('image/png')
      .send(await drawn(key, async () => drawCard(await card())))
  })
}
