import { createHash } from 'node:crypto'
import type { App } from '#platform/app'
import type { Hand } from '#platform/auth/actor'
import type { Tx } from '#platform/db/handle'
import { newId } from '#platform/db/id'
import { Conflict } from '#platform/errors'
import { enqueue } from '#platform/jobs/queue'
import { record } from '#staff'
import { type CsvAsked, type CsvChoices, readBankFile } from '../../banking/index.ts'
import type { RecipientRecord } from '../../core/index.ts'
import { type FileRefusal, ownStatements } from '../../reconciling/index.ts'
import { AT_ONCE, PIECE } from '../limits.ts'
import { fileBrought } from '../queues.ts'
import { db, type FileId } from '../tables.ts'

export type Brought = { file: FileId; again: boolean } | { refused: FileRefusal }

type Bringing = { recipient: RecipientRecord; name: string; bytes: Buffer }

/**
 * Takes a file in. What can be read at once is refused at once, and leaves nothing; a larger one is read by the job. The same bytes again, also at the same moment, are the file
 * that is there: `again`.
 */
export async function bringFile(app: App, hand: Hand, { recipient, name, bytes }: Bringing): Promise<Brought> {
  const { asked, refused } = bytes.length <= AT_ONCE ? lookAt(bytes, recipient) : {}
  if (refused) return { refused }
  return app.database.transact((tx) => keepFile(tx, hand, { recipient, name, bytes, asked }))
}

function lookAt(
  bytes: Buffer,
  recipient: RecipientRecord,
  choices?: Partial<CsvChoices>,
): { asked?: CsvAsked; refused?: FileRefusal } {
  const read = readBankFile(bytes, { currency: recipient.currency, ...choices })
  if ('refused' in read) return { refused: read.refused }
  if ('asked' in read) return { asked: read.asked }
  const sorted = ownStatements(read.statements, recipient)
  return 'refused' in sorted ? sorted : {}
}

async function keepFile(
  tx: Tx,
  hand: Hand,
  { recipient, name, bytes, asked }: Bringing & { asked: CsvAsked | undefined },
): Promise<Brought> {
  const digest = createHash('sha256').update(bytes).digest()
  // What was refused before may be taken now: somebody mended the account.
  await db(tx)
    .deleteFrom('bank_file')
    .where('recipient_id', '=', recipient.id)
    .where('digest', '=', digest)
    .where('state', '=', 'refused')
    .execute()
  const id: FileId = newId()
  const made = await db(tx)
    .insertInto('bank_file')
    .values({
      id,
      recipient_id: recipient.id,
      name: name.slice(-120) || '–',
      digest,
      size: bytes.length,
      state: asked ? 'asked' : 'reading',
      asked: asked ? JSON.stringify(asked) : null,
      brought_by: hand.actor.account,
      brought_at: hand.now,
      ended_at: null,
    })
    .onConflict((on) => on.columns(['recipient_id', 'digest']).doNothing())
    .returning('id')
    .executeTakeFirst()
  if (!made) return { file: await fileOf(tx, recipient, digest), again: true }
  for (let at = 0; at < bytes.length; at += PIECE)
    await db(tx)
      .insertInto('bank_piece')
      .values({ file_id: id, n: at / PIECE, bytes: bytes.subarray(at, at + PIECE) })
      .execute()
  if (!asked) enqueue(tx, fileBrought, { file: id })
  await record(tx, hand, { action: 'upload', object: 'bank-file', id, count: 0 })
  return { file: id, again: false }
}

async function fileOf(tx: Tx, { id }: RecipientRecord, digest: Buffer): Promise<FileId> {
  const found = await db(tx)
    .selectFrom('bank_file')
    .select('id')
    .where('recipient_id', '=', id)
    .where('digest', '=', digest)
    .executeTakeFirstOrThrow()
  return found.id
}

/** Somebody says how a CSV is to be read. Gives why it cannot be read so; then it is asked again. Throws Conflict when it was read meanwhile. */
export async function chooseReading(
  app: App,
  { file, recipient, choices }: { file: FileId; recipient: RecipientRecord; choices: Partial<CsvChoices> },
): Promise<{ refused?: FileRefusal }> {
  const bytes = await bytesOf(app.database.read, file)
  const { asked, refused } = lookAt(bytes, recipient, choices)
  if (refused) return { refused }
  await app.database.transact(async (tx) => {
    const changed = await db(tx)
      .updateTable('bank_file')
      .set({
        choices: JSON.stringify(choices),
        ...(asked ? { asked: JSON.stringify(asked) } : { state: 'reading', asked: null }),
      })
      .where('id', '=', file)
      .where('state', '=', 'asked')
      .returning('id')
      .executeTakeFirst()
    if (!changed) throw new Conflict('statements.moved-on')
    if (!asked) enqueue(tx, fileBrought, { file })
  })
  return {}
}

/** The bytes of a file, put together. */
export async function bytesOf(handle: App['database']['read'], file: FileId): Promise<Buffer> {
  const pieces = await db(handle).selectFrom('bank_piece').select('bytes').where('file_id', '=', file).orderBy('n').execute()
  return Buffer.concat(pieces.map(({ bytes }) => bytes))
}
