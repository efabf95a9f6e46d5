import { narrow } from '#platform/db/handle'
import type { Worded } from '#platform/images'
import type { PictureId } from '../blocks/index.ts'

export const db = narrow<{ picture: Worded & { id: PictureId; credit: string; sent_at: Date } }>()
