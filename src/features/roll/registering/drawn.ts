import { LRUCache } from 'lru-cache'
import type { FastifyReply } from 'fastify'
import type { App } from '#platform/app'
import { type Answer, encoded } from '#platform/http/kept'
import { isOwn, type View } from '#platform/http/page'

/** Pages of the questions that a process keeps, and for how long, in milliseconds. */
const MOST = 1_500
const KEPT = 60_000

type Drawn = { until: number; of: unknown; answer: Answer }
const pages = new WeakMap<App, LRUCache<string, Drawn>>()

/**
 * Sends the page of a place in the questions, drawn once in a while however many stand there. It is the same for all of them: it says a department, and
 * nothing of anybody. No cache outside keeps it.
 */
export async function sendDrawn(
  app: App,
  reply: FastifyReply,
  { key, view }: { key: string; view(): View },
): Promise<FastifyReply> {
  const { headers } = reply.request
  const { body, encoding } = await encoded(drawnOf(app, reply, { key, view }), String(headers['accept-encoding'] ?? ''))
  if (encoding !== 'identity') reply.header('content-encoding', encoding)
  return reply
    .headers({ 'cache-control': 'private, no-store', vary: 'accept-encoding' })
    .type('text/html; charset=utf-8')
    .send(body)
}

function drawnOf(app: App, reply: FastifyReply, { key, view }: { key: string; view(): View }): Answer {
  const now = app.now().getTime()
  const of = app.movement.current
  const kept = pages.get(app) ?? new LRUCache<string, Drawn>({ max: MOST })
  pages.set(app, kept)
  const known = kept.get(key)
  const own = isOwn(reply.request)
  if (known && !own && known.of === of && Math.abs(known.until - now) <= KEPT && now < known.until) return known.answer
  const answer: Answer = { body: Buffer.from(reply.render(view())), type: 'text/html', cacheControl: '', encoded: new Map() }
  if (!own) kept.set(key, { until: now + Math.min(KEPT, app.config.pagesKept), of, answer })
  return answer
}
