import type { App } from '#platform/app'
import { handOf } from '#platform/http/asked'
import type { Asked } from '#platform/http/asked'
import { NotFound } from '#platform/errors'
import { approvalOf, askApproval, record, useApproval, witnessOf } from '#staff'
import type { RecipientRecord } from '../core/index.ts'
import { FILES, type FileKind } from './files.ts'
import { annexSums, donorsOf } from './queries/annex.ts'
import type { Period } from './rules/period.ts'

/** Donors that somebody may take in a file without another; as in the file of people. */
const ALONE = 1_000
/** Of a file that more than one person answers for; as the page of approvals calls it. */
const kind = 'export'

export type Wanted = { recipient: RecipientRecord; file: FileKind; period: Period; persons: number; takesTwo: boolean }

/** What somebody would take, and of how many donors it is now. */
export async function wantedBy(
  app: App,
  { recipient, file, period, zone }: { recipient: RecipientRecord; file: FileKind; period: Period; zone: string },
): Promise<Wanted> {
  const { read } = app.database
  const asked = { recipient: recipient.id, period, zone }
  const persons = !FILES[file] ? 0 : file === 'gifts' ? await donorsOf(read, asked) : (await annexSums(read, asked)).donors
  return { recipient, file, period, persons, takesTwo: persons > ALONE }
}

/** Exactly what a second person allows: which file of which book, of when, and of how many donors at the most. Who gives meanwhile makes no other file of it. */
function subjectOf({ recipient, file, period, persons }: Wanted): string {
  const step = 10 ** Math.max(0, String(persons).length - 2)
  return `gifts ${recipient.id} ${file} ${period.from} ${period.to} ${Math.ceil(persons / step) * step}`
}

export const stateOf = (app: App, wanted: Wanted, by: Pick<Asked, 'actor'>) =>
  approvalOf(app.database.read, { kind, subject: subjectOf(wanted), by: by.actor.account }, app.now())

/** Asks another person to allow a file. */
export async function askFor(
  app: App,
  by: Pick<Asked, 'actor'>,
  { wanted, reason, about, path }: { wanted: Wanted; reason: string; about: string; path: string },
): Promise<void> {
  await app.database.transact((tx) => askApproval(tx, handOf(app, by), { kind, subject: subjectOf(wanted), reason, about, path }))
}

/** Writes down who takes what, before the first line of it leaves. False: another person has to allow it first. */
export async function takes(app: App, by: Pick<Asked, 'actor'>, wanted: Wanted): Promise<boolean> {
  const { recipient, file, period, persons, takesTwo } = wanted
  const hand = handOf(app, by)
  // What is shown of persons in a day is counted, also where it leaves as a file.
  if (!takesTwo && persons > 0)
    await witnessOf(app)(by.actor, { action: 'list', object: 'book', id: recipient.id, count: persons })
  try {
    await app.database.transact(async (tx) => {
      if (takesTwo) await useApproval(tx, hand, { kind, subject: subjectOf(wanted) })
      const fields = [file, period.from, period.to]
      await record(tx, hand, { action: 'export', object: 'book', id: recipient.id, fields, count: persons })
    })
    return true
  } catch (error) {
    if (error instanceof NotFound) return false
    throw error
  }
}
