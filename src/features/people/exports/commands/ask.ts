import type { Hand, Scope } from '#platform/auth/actor'
import type { Tx } from '#platform/db/handle'
import { newId } from '#platform/db/id'
import { jsonb } from '#platform/db/jsonb'
import { enqueue } from '#platform/jobs/queue'
import { record } from '#staff'
import type { AudienceId, Rule } from '../../audiences/index.ts'
import { exportRun } from '../queues.ts'
import { db, type ExportId } from '../tables.ts'

type Asked =
  | { kind: 'audience'; audience: AudienceId; rule: Rule; scope: Scope; most: number; file_name: string }
  | { kind: 'movement'; file_name: string }

/** Asks for a file. The journal tells of it in the same transaction. */
export async function askExport(tx: Tx, { actor, now }: Hand, asked: Asked): Promise<ExportId> {
  const id = newId()
  const what =
    asked.kind === 'audience'
      ? { audience_id: asked.audience, scope: asked.scope, rule: jsonb(asked.rule), most: asked.most }
      : { audience_id: null, scope: 'everywhere' as const, rule: null, most: null }
  await db(tx)
    .insertInto('export')
    .values({
      id,
      kind: asked.kind,
      file_name: asked.file_name,
      ...what,
      scope: jsonb(what.scope),
      state: 'waiting',
      asked_by: actor.account,
      asked_at: now,
      finished_at: null,
    })
    .execute()
  enqueue(tx, exportRun, { export: id })
  await record(tx, { actor, now }, { action: 'ask-export', object: asked.kind, id, count: 0 })
  return id
}
