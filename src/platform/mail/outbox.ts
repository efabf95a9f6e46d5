import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import PostalMime from 'postal-mime'
import { Type } from 'typebox'
import type { App } from '../app.ts'
import { NotFound } from '../errors.ts'
import type { View } from '../http/page.ts'
import { isFromThisMachine } from '../http/loopback.ts'
import type { Routes } from '../http/server.ts'

type OutboxMail = { href: string; to: string; subject: string; date: string }
/** Draws the list of messages. */
export type OutboxView = (mails: OutboxMail[]) => View

const config = { permission: 'anyone' } as const
const Params = Type.Object({ id: Type.String({ pattern: '^[\\w-]{1,200}$' }) })
const SHOWN = 50

/** Shows the messages that were written to disk instead of sent. In development only: in production the program never adds these routes. */
export function outboxRoutes(view: OutboxView): Routes {
  return (app: App) => async (server) => {
    const folder = join(app.config.dataDir, 'outbox')
    // Its mails hold codes and links: they are for who sits at this machine.
    server.addHook('onRequest', async (request) => {
      if (!isFromThisMachine(request)) throw new NotFound('error.not-found')
    })

    server.get('/dev/outbox', { config, schema: { hide: true } }, async (_request, reply) =>
      reply.page(view(await readOutbox(folder))),
    )

    server.get('/dev/outbox/:id', { config, schema: { params: Params, hide: true } }, async ({ params }, reply) => {
      const { html = '' } = await readMail(folder, params.id)
      // A letter carries its styles on its elements; nothing else may run or load here.
      reply.header('content-security-policy', "default-src 'none'; style-src 'unsafe-inline'")
      return reply.type('text/html; charset=utf-8').send(html)
    })
  }
}

async function readOutbox(folder: string): Promise<OutboxMail[]> {
  const files = (await readdir(folder).catch(() => [])).filter((file) => file.endsWith('.eml'))
  const mails = await Promise.all(files.map(async (file) => describe(file.slice(0, -4), await readFile(join(folder, file)))))
  return mails.toSorted((a, b) => (a.date < b.date ? 1 : -1)).slice(0, SHOWN)
}

async function describe(id: string, raw: Buffer): Promise<OutboxMail> {
  const { subject = '', to, date = '' } = await PostalMime.parse(raw)
  return { href: `/dev/outbox/${id}`, subject, date, to: to?.[0]?.address ?? '' }
}

async function readMail(folder: string, id: string) {
  const raw = await readFile(join(folder, `${id}.eml`)).catch(() => undefined)
  if (!raw) throw new NotFound('error.not-found')
  return PostalMime.parse(raw)
}
