/** What other rooms may ask of payments. */
export { checkoutOf, startPayment } from './commands/begin.ts'
export { requestRefund } from './commands/refunds.ts'
export { paymentChanged } from './queues.ts'
