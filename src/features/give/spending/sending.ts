import type { FastifyReply } from 'fastify'
import type { App } from '#platform/app'
import { NotFound } from '#platform/errors'
import { findVoucher } from './queries/vouchers.ts'
import type { SpendingId, VoucherId } from './tables.ts'

const ENDINGS = { 'application/pdf': 'pdf', 'image/webp': 'webp' } as const

/**
 * Sends a file of a spending, which whoever asks may see: as a download under a name of ours, of its own type and nothing that a browser would guess, where no script runs and
 * nothing is loaded, kept by no cache.
 */
export async function sendVoucher(app: App, reply: FastifyReply, of: { spending: SpendingId; voucher: VoucherId }) {
  const found = await findVoucher(app.database.read, of)
  if (!found) throw new NotFound('spending.gone')
  return reply
    .headers({
      'content-disposition': `attachment; filename="voucher-${found.id}.${ENDINGS[found.type]}"`,
      'content-security-policy': "default-src 'none'; sandbox",
      'x-content-type-options': 'nosniff',
      'cache-control': 'private, no-store',
    })
    .type(found.type)
    .send(found.bytes)
}
