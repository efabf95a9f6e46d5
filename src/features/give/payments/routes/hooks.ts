import type { FastifyInstance } from 'fastify'
import { LRUCache } from 'lru-cache'
import { Type } from 'typebox'
import type { App } from '#platform/app'
import { inBatches } from '#platform/db/batch'
import { newId } from '#platform/db/id'
import type { Routes } from '#platform/http/server'
import { uuid } from '#platform/http/shapes'
import { type OpenAccount, openAccount } from '../accounts.ts'
import { receive, type Received } from '../commands/hooks.ts'
import { type Parsed, type Provider, providerTexts } from '../../providers/index.ts'
import { providerOf } from '../providers.ts'
import { isKnownRef } from '../queries/payments.ts'

/** Bytes. What Stripe sends of a session with all in it is a tenth. */
const LARGEST = 256 * 1024
/** Milliseconds for which an account's secrets are kept at hand; one that fits none of them is looked up anew. */
const AT_HAND = 10_000

type Asked = { account: OpenAccount; provider: Provider }

/**
 * Where providers tell what befalls payments. What is signed is kept with a job, in one transaction, and answered; the job reads the payment anew. So the answer
 * is fast, waits for nobody else, and what was kept is done however often the process dies. Nothing that came is believed but that something may have changed.
 */
export const hookRoutes: Routes = (app: App) => async (server) => {
  takeRaw(server)
  const keep = inBatches(
    async (received: Received[]) => {
      await app.database.transact((tx) => receive(tx, received))
      return received.map(() => true)
    },
    { max: 100, parallel: 2, waiting: 5_000 },
  )
  const known = accountsAtHand(app)
  const config = { permission: 'anyone', forNobody: true, turn: 'none' } as const
  const schema = { params: Type.Object({ account: uuid }), hide: true }

  server.post('/give/hooks/:account', { config, schema, bodyLimit: LARGEST }, async (request, reply) => {
    const { account: id } = request.params
    const { raw } = request.body as { raw?: string }
    const now = app.now()
    const read = ({ account, provider }: Asked) => provider.parse(raw ?? '', request.headers, { secrets: account.secrets, now })
    let parsed: Parsed = read(await known.get(id))
    // Somebody may have changed the secret a moment ago.
    if ('refused' in parsed && parsed.refused === 'signature') parsed = read(await known.anew(id))
    if ('refused' in parsed) {
      request.log.info({ account: id, why: parsed.refused }, 'a webhook was refused')
      return reply.code(400).send({ refused: parsed.refused, why: providerTexts.in('en')(`providers.hook.${parsed.refused}`) })
    }
    if ('ignored' in parsed) return { taken: false }
    const { event, kind, ref } = parsed.told
    // What nobody signed is heard only of payments that are ours; who asks learns nothing of that.
    if (event === undefined && !(await isKnownRef(app.database.read, id, ref))) return { taken: true }
    await keep({ account_id: id, event: event ?? `${ref} ${newId()}`, kind, ref, received_at: now })
    return { taken: true }
  })
}

/** The body as it came: a signature is of these very bytes. Of any type, as each provider sends another. */
function takeRaw(server: FastifyInstance): void {
  server.removeAllContentTypeParsers()
  server.addContentTypeParser('*', { parseAs: 'string' }, async (_request: unknown, raw: string) => ({ raw }))
}

function accountsAtHand(app: App) {
  const kept = new LRUCache<string, Asked>({ max: 100, ttl: AT_HAND })
  const anew = async (id: string): Promise<Asked> => {
    const account = await openAccount(app.database.read, app, id)
    const asked = { account, provider: await providerOf(app, account) }
    kept.set(id, asked)
    return asked
  }
  return { get: async (id: string) => kept.get(id) ?? anew(id), anew }
}
