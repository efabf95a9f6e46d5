import type { App } from '#platform/app'
import { confirmationEnds, type PersonId, type SignatureId } from '../core/index.ts'

const THANKS_TIME = 60 * 60 * 1000

/**
 * Links of one purpose each. They are computed from the id and the secret, and stand nowhere in the database, not even
 * as a hash: who reads a copy of it cannot act for anyone. What a link may still do, the row it names decides.
 */
export const links = {
  confirm: (app: App, signature: { id: SignatureId; signed_at: Date }) =>
    `/sign/confirm/${app.seals.sign('people.confirm', signature.id, confirmationEnds(signature.signed_at))}`,
  openConfirm: (app: App, token: string) => app.seals.open('people.confirm', token, app.now()),

  refuse: (app: App, signature: SignatureId) => `/sign/refuse/${app.seals.sign('people.refuse', signature)}`,
  openRefuse: (app: App, token: string) => app.seals.open('people.refuse', token, app.now()),

  thanks: (app: App, person: PersonId) =>
    `/sign/thanks/${app.seals.sign('people.thanks', person, new Date(app.now().getTime() + THANKS_TIME))}`,
  openThanks: (app: App, token: string) => app.seals.open('people.thanks', token, app.now()),
}
