import { lastGiftOf } from '../giving/index.ts'
import type { App } from '#platform/app'
import type { Asked } from '#platform/http/asked'
import { mailboxHashOf } from '#people'
import type { FormState } from '#ui/form'

/**
 * An empty form; for who is signed in, with her mailbox and what she said of herself when she gave last: asked once. What she declares she declares anew, and nothing of the gift is
 * chosen beforehand.
 */
export async function formFor(app: App, request: Pick<Asked, 'visitor'>): Promise<FormState> {
  const email = (await request.visitor())?.email
  if (!email) return { values: {}, errors: {} }
  const before = await lastGiftOf(app.database.read, mailboxHashOf(app)(email))
  const said = Object.entries(before?.told.fields ?? {}).map(([name, value]) => [`said[${name}]`, value])
  const named = before ? { given_name: before.given_name, family_name: before.family_name } : {}
  return { values: { email, ...named, ...Object.fromEntries(said) }, errors: {} }
}
