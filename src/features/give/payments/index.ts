/** What other rooms may ask of payments. */
export { checkoutOf, startPayment } from './commands/begin.ts'
export { requestRefund } from './commands/refunds.ts'
export { accounts } from './queries/payments.ts'
export { paymentChanged } from './queues.ts'
export { lookAgain } from './reading.ts'
export { texts as paymentTexts } from './texts.ts'
