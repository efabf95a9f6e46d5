import { sql } from 'kysely'
import type { Handle } from '#platform/db/handle'
import { db, type SpendingId, type VoucherId } from '../tables.ts'

/** The files of a spending, without their bytes. */
export function vouchersOf(handle: Handle, spending: SpendingId) {
  return db(handle)
    .selectFrom('voucher')
    .select(['id', 'name', 'type', 'added_at', sql<number>`length(bytes)`.as('size')])
    .where('spending_id', '=', spending)
    .orderBy('added_at')
    .orderBy('id')
    .execute()
}

/** One file of a spending; of another it is not there. */
export function findVoucher(handle: Handle, { spending, voucher }: { spending: SpendingId; voucher: VoucherId }) {
  return db(handle)
    .selectFrom('voucher')
    .select(['id', 'type', 'bytes'])
    .where('id', '=', voucher)
    .where('spending_id', '=', spending)
    .executeTakeFirst()
}
