import type { Id } from '#platform/db/id'
import type { Generated } from 'kysely'
import type { Scope } from '#platform/auth/actor'
import { narrow } from '#platform/db/handle'
import type { AudienceId, Rule } from '../audiences/index.ts'
import type { PersonCard } from '../core/index.ts'
import type { TerritoryCard } from '#territories'

export type ExportId = Id<'export'>

type Export = {
  id: ExportId
  kind: 'audience' | 'movement'
  file_name: string
  audience_id: AudienceId | null
  scope: Scope
  /** Of an audience, with others written out. None of before 30 November 2026: those files are long gone. */
  rule: Rule | null
  /** Persons that it may hold at the most. */
  most: number | null
  state: 'waiting' | 'running' | 'done' | 'failed'
  rows_done: Generated<number>
  rows_all: Generated<number>
  asked_by: string
  asked_at: Date
  finished_at: Date | null
}

export const db = narrow<
  {
    export: Export
    export_piece: { export_id: ExportId; n: number; bytes: Buffer }
    backup: { id: string; made_at: Date }
  },
  PersonCard & TerritoryCard
>()
