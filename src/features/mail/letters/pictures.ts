import { sql } from 'kysely'
import { fill } from '#platform/slots'
import { pictureUses } from '#content'
import { db } from './tables.ts'

/** Letters in which a picture stands, as they are written now. */
export const picturesOfLetters = fill(pictureUses, async (handle, pictures) => {
  const { rows } = await sql<{
    picture: (typeof pictures)[number]
    id: string
    title: string
  }>`select distinct picture, letter.id, title
    from letter, unnest(${pictures}::uuid[]) as asked (picture)
    where jsonb_path_exists(sources, '$.*.blocks[*].picture ? (@ == $id)', jsonb_build_object('id', picture)) limit 200`.execute(
    db(handle),
  )
  return rows.map(({ picture, id, title }) => ({ picture, text: title, path: `/staff/letters/${id}` }))
})
