import { LRUCache } from 'lru-cache'
import type { FastifyReply } from 'fastify'
import type { App } from '#platform/app'
import { type Answer, encoded } from '#platform/http/kept'
import { isOwn, type View } from '#platform/http/page'

/** Pages of the questions that a process keeps, and for how long, in milliseconds. */
const MOST = 1_500
const KEPT = 60_000
/** Milliseconds for which the same answers lead to the same page without the law being asked: as long as the votes are kept. */
const LED = 10_000

type Drawn = { until: number; of: unknown; answer: Answer }
type Pages = Record<'places' | 'steps', LRUCache<string, Drawn>>
const kept = new WeakMap<App, Pages>()

function pagesOf(app: App): Pages {
  const known = kept.get(app) ?? { places: new LRUCache({ max: MOST }), steps: new LRUCache({ max: MOST }) }
  kept.set(app, known)
  return known
}

/** A place in the questions. `until`: the next moment at which the law says something else there. */
type Place = { key: string; until(): Date; view(): View }

/** The page of a place in the questions, drawn once in a while however many stand there. It is the same for all of them: it says a department, and nothing of anybody. */
export function drawnAt(app: App, reply: FastifyReply, { key, until, view }: Place): Answer {
  const { places } = pagesOf(app)
  const known = find(app, reply, { from: places, key, most: KEPT })
  if (known) return known
  const answer: Answer = { body: Buffer.from(reply.render(view())), type: 'text/html', cacheControl: '', encoded: new Map() }
  keep(app, reply, { to: places, key, answer, until, most: KEPT })
  return answer
}

/** Where the same answers led a moment ago, for the evening on which a crowd gives them. */
export const stepDrawn = (app: App, reply: FastifyReply, key: string): Answer | undefined =>
  find(app, reply, { from: pagesOf(app).steps, key, most: LED })

/** Keeps where answers led. Only for what nobody typed: `key` may say nothing but answers of the tree. */
export const keepStep = (app: App, reply: FastifyReply, step: { key: string; answer: Answer; until(): Date }): void =>
  keep(app, reply, { to: pagesOf(app).steps, most: LED, ...step })

/** Sends a page that is the same for all who stand there. No cache outside keeps it, and what it leads to does not learn where one comes from. */
export async function sendDrawn(reply: FastifyReply, answer: Answer): Promise<FastifyReply> {
  const { body, encoding } = await encoded(answer, String(reply.request.headers['accept-encoding'] ?? ''))
  if (encoding !== 'identity') reply.header('content-encoding', encoding)
  return reply
    .headers({ 'cache-control': 'private, no-store', vary: 'accept-encoding' })
    .type('text/html; charset=utf-8')
    .send(body)
}

/** Under which names pages are kept: what a reader of this process's memory could learn of who asked. */
export const namesKept = (app: App): string[] => Object.values(pagesOf(app)).flatMap((pages) => [...pages.keys()])

type Looked = { from: LRUCache<string, Drawn>; key: string; most: number }

function find(app: App, reply: FastifyReply, { from, key, most }: Looked): Answer | undefined {
  const known = from.get(key)
  if (!known || known.of !== app.movement.current || isOwn(reply.request)) return undefined
  const left = known.until - app.now().getTime()
  // A clock that was set back makes nothing young.
  return left > 0 && left <= most ? known.answer : undefined
}

type Kept = { to: LRUCache<string, Drawn>; key: string; answer: Answer; until(): Date; most: number }

function keep(app: App, reply: FastifyReply, { to, key, answer, until, most }: Kept): void {
  if (isOwn(reply.request)) return
  const ends = app.now().getTime() + Math.min(most, app.config.pagesKept)
  to.set(key, { until: Math.min(ends, until().getTime()), of: app.movement.current, answer })
}
