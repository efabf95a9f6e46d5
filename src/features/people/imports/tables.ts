import type { Id } from '#platform/db/id'
import type { Generated } from 'kysely'
import { narrow } from '#platform/db/handle'
import type { PersonCard, PersonFields } from '../core/index.ts'
import type { AnswerCount, Mapping, Said } from '../reading/index.ts'

export type ImportId = Id<'import'>
type State = 'receiving' | 'received' | 'trying' | 'tried' | 'running' | 'done' | 'undoing' | 'undone' | 'failed'

/** `unplaced`: came in, and what is written of their town names none for certain. */
export type Counts = Partial<
  Record<'created' | 'updated' | 'unchanged' | 'refused' | 'partial' | 'unproved' | 'unplaced' | 'left' | 'taken', number>
>

type Import = {
  id: ImportId
  file_name: string
  state: State
  preset: string | null
  mapping: Generated<Mapping>
  said: Generated<Partial<Said>>
  samples: Generated<Sample[]>
  answers: Generated<AnswerCount[]>
  refusals: Generated<RefusalCount[]>
  counts: Generated<Counts>
  rows_done: Generated<number>
  rows_all: Generated<number>
  failure: string | null
  created_by: string | null
  created_at: Date
  started_at: Date | null
  finished_at: Date | null
}

/** A row as the trial understood it. */
export type Sample = { line: number; fate: string; reason: string | null; name: string; points: string; town: string }

/** Why rows do not come in, or not whole. `lines`: the first of them. */
export type RefusalCount = { reason: string; n: number; lines: number[] }

/** `sure`: nobody has to say how its letters are read. `skipped`: rows before the first of people: the header, and what stands above it. */
export type Part = {
  import_id: ImportId
  n: number
  name: string
  encoding: string
  sure: boolean
  separator: string
  skipped: number
  header: string[]
  rows: number
}

/** What became of one row. */
export type ImportRow = {
  import_id: ImportId
  line: number
  fate: 'created' | 'updated' | 'refused'
  person_id: string | null
  reason: string | null
  cells: string[] | null
  before: Partial<PersonFields> | null
}

export const db = narrow<
  {
    import: Import
    import_part: Part
    import_piece: { import_id: ImportId; part: number; n: number; bytes: Buffer }
    import_row: ImportRow
  },
  PersonCard
>()
