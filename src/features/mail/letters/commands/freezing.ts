import { createHash } from 'node:crypto'
import type { App } from '#platform/app'
import type { Hand } from '#platform/auth/actor'
import type { Tx } from '#platform/db/handle'
import { newId } from '#platform/db/id'
import { jsonb } from '#platform/db/jsonb'
import type { Locale } from '#platform/i18n/locales'
import { record } from '#staff'
import { type MailingId, openMailing } from '../../sending/index.ts'
import { compile, type Program } from '../../writing/index.ts'
import type { Addressed } from '../addressing.ts'
import type { LetterRecord } from '../queries/letters.ts'
import { CARRIES, PURPOSE, settingOf } from '../setting.ts'
import { db } from '../tables.ts'

type Programs = Partial<Record<Locale, Program>>

/** The letter in each language as it leaves. `boundary`: the same for all of a mailing. */
export async function compiled(app: App, { sources }: Pick<LetterRecord, 'sources'>, boundary: string): Promise<Programs> {
  const made = Object.entries(sources).map(async ([language, source]) => {
    // Of the three, since nothing else is written there.
    const locale = language as Locale
    return [locale, compile(source, await settingOf(app, { locale, source, boundary }))] as const
  })
  return Object.fromEntries(await Promise.all(made))
}

/** A letter as it is to be frozen, and to whom. */
type Freezing = { letter: LetterRecord; programs: Programs; to: Addressed; mailing: MailingId }

/** Freezes a letter with its rule: a job writes down next who is meant. */
export async function freezeLetter(
  tx: Tx,
  { app, hand }: { app: Pick<App, 'config' | 'movement'>; hand: Hand },
  { letter, programs, to, mailing }: Freezing,
): Promise<void> {
  const asked = {
    id: mailing,
    title: letter.title,
    purpose: PURPOSE.key,
    kind: letter.kind,
    carries: [...CARRIES],
    policy: policyOf(app),
  }
  await openMailing(tx, { ...asked, rule: to.rule, scope: to.scope, selecting: to.selecting }, hand.now)
  const { locale } = app.movement.current
  // Of the three: nothing else is written there.
  const main = programs[locale] ? locale : (Object.keys(programs)[0] as Locale)
  await db(tx)
    .insertInto('letter_edition')
    .values({
      mailing_id: mailing,
      letter_id: letter.id,
      programs: jsonb(programs),
      main,
      hash: hashOf(programs, to),
      asked_by: hand.actor.account,
    })
    .execute()
  await record(tx, hand, { action: 'freeze', object: 'mailing', id: mailing })
}

/** A folder takes a letter once, and so does a hop of ours; of any other server nobody knows. */
const policyOf = ({ config }: Pick<App, 'config'>) =>
  config.mailOnce || !config.mailUrl ? ('resend' as const) : ('park' as const)

/** Over all that leaves, and to whom by which rule. */
const hashOf = (programs: Programs, { rule, scope }: Addressed) =>
  createHash('sha256')
    .update(JSON.stringify([programs, rule, scope]))
    .digest('hex')

export const newMailing = () => newId() as MailingId
