import type { App } from '#platform/app'
import { purposesOf } from '../ledger/index.ts'
import { hashOf } from './hashes.ts'

/** All that erasing somebody at her own wish takes, whoever does it: every purpose that is declared, and every room that knows her mailboxes. */
export const erasing = (app: App) => ({ hashOf: hashOf(app), purposes: purposesOf(app), forget: app.forgetMailboxes })
