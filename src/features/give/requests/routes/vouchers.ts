import type { App } from '#platform/app'
import { handOf } from '#platform/http/asked'
import { submitted } from '#platform/http/forms'
import type { Routes } from '#platform/http/server'
import { readFile, takePictures } from '#platform/http/uploads'
import { addVoucher, keptFile, removeVoucher, sendVoucher } from '../../spending/index.ts'
import { paths } from '../paths.ts'
import { RequestParams, VoucherParams } from '../schema.ts'
import { requestOf, showRequest } from './request.tsx'

const config = { permission: 'signed-in' } as const
const PATH = '/groups/:group/spending/:spending/vouchers'

/** The papers of a request, for organisers of its group. */
export const requestVoucherRoutes: Routes = (app: App) => async (server) => {
  await takePictures(server)
  const { transact } = app.database

  server.post(PATH, { config, schema: { params: RequestParams, hide: true } }, async (request, reply) => {
    const found = await requestOf(app, request)
    return submitted(request, {
      again: (code, voucher) => showRequest(app, reply.code(code), { ...found, forms: { voucher } }),
      work: async () => {
        const file = await keptFile(await readFile(request))
        await transact((tx) => addVoucher(tx, handOf(app, request), { spending: found.spending.id, file }))
        return reply.back(paths.request(found.group.id, found.spending.id), 'added')
      },
    })
  })

  server.get(`${PATH}/:voucher`, { config, schema: { params: VoucherParams, hide: true } }, async (request, reply) => {
    const { spending } = await requestOf(app, request)
    return sendVoucher(app, reply, { spending: spending.id, voucher: request.params.voucher })
  })

  server.post(`${PATH}/:voucher/removal`, { config, schema: { params: VoucherParams, hide: true } }, async (request, reply) => {
    const { group, spending } = await requestOf(app, request)
    await transact((tx) => removeVoucher(tx, handOf(app, request), { spending: spending.id, voucher: request.params.voucher }))
    return reply.back(paths.request(group.id, spending.id), 'removed')
  })
}
