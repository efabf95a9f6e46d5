import type { App } from '#platform/app'
import { addVoucher, keptFile, removeVoucher, sendVoucher } from '../../spending/index.ts'
import { handOf } from '#platform/http/asked'
import { submitted } from '#platform/http/forms'
import type { Routes } from '#platform/http/server'
import { readFile, takePictures } from '#platform/http/uploads'
import { paths } from '../paths.ts'
import { SpendingParams, VoucherParams } from '../schema.ts'
import { showSpending } from './showing.tsx'
import { spendingInCharge } from './spending.tsx'

const config = { permission: 'gifts.keep', everywhere: true } as const
const PATH = '/staff/spending/:recipient/:spending/vouchers'

/** The files of a spending, for who keeps the book. */
export const voucherRoutes: Routes = (app: App) => async (server) => {
  await takePictures(server)
  const { transact } = app.database

  server.post(PATH, { config, schema: { params: SpendingParams, hide: true } }, async (request, reply) => {
    const found = await spendingInCharge(app, request)
    return submitted(request, {
      again: (code, voucher) => showSpending(app, reply.code(code), { ...found, forms: { voucher } }),
      work: async () => {
        const file = await keptFile(await readFile(request))
        await transact((tx) => addVoucher(tx, handOf(app, request), { spending: found.spending.id, file }))
        return reply.back(paths.spending(found.recipient.id, found.spending.id), 'added')
      },
    })
  })

  server.get(`${PATH}/:voucher`, { config, schema: { params: VoucherParams, hide: true } }, async (request, reply) => {
    const { spending } = await spendingInCharge(app, request)
    return sendVoucher(app, reply, { spending: spending.id, voucher: request.params.voucher })
  })

  server.post(`${PATH}/:voucher/removal`, { config, schema: { params: VoucherParams, hide: true } }, async (request, reply) => {
    const { recipient, spending } = await spendingInCharge(app, request)
    await transact((tx) => removeVoucher(tx, handOf(app, request), { spending: spending.id, voucher: request.params.voucher }))
    return reply.back(paths.spending(recipient.id, spending.id), 'removed')
  })
}
