import type { App } from '#platform/app'
import { handOf } from '#platform/http/asked'
import type { Routes } from '#platform/http/server'
import { addNote, addTag, removePoint, removeTag, setQuality } from '../../core/index.ts'
import { NoteForm, PersonParams, PersonPartParams, QualityForm, TagForm } from '../schema.ts'
import { back, personOf } from './person.tsx'

const config = { permission: 'people.edit' } as const
const params = PersonParams
const part = PersonPartParams

/** What hangs on a person: points, tags, notes. */
export const personPartRoutes: Routes = (app: App) => async (server) => {
  const { transact } = app.database

  const quality = { config, schema: { params: part, body: QualityForm, hide: true } }
  server.post('/staff/people/:person/points/:part', quality, async (request, reply) => {
    const found = await personOf(app, request, 'people.edit')
    const point = { id: request.params.part, quality: request.body.quality }
    await transact((tx) => setQuality(tx, { ...handOf(app, request), person: found.id }, point))
    return back(request, reply, found.id)
  })

  const removal = { config, schema: { params: part, hide: true } }
  server.post('/staff/people/:person/points/:part/removal', removal, async (request, reply) => {
    const found = await personOf(app, request, 'people.edit')
    await transact((tx) => removePoint(tx, { ...handOf(app, request), person: found.id }, request.params.part))
    return back(request, reply, found.id)
  })

  server.post('/staff/people/:person/tags', { config, schema: { params, body: TagForm, hide: true } }, async (request, reply) => {
    const found = await personOf(app, request, 'people.edit')
    await transact((tx) => addTag(tx, { ...handOf(app, request), person: found.id }, request.body.tag))
    return back(request, reply, found.id)
  })

  server.post('/staff/people/:person/tags/:part/removal', removal, async (request, reply) => {
    const found = await personOf(app, request, 'people.edit')
    await transact((tx) => removeTag(tx, { ...handOf(app, request), person: found.id }, request.params.part))
    return back(request, reply, found.id)
  })

  server.post(
    '/staff/people/:person/notes',
    { config, schema: { params, body: NoteForm, hide: true } },
    async (request, reply) => {
      const found = await personOf(app, request, 'people.edit')
      await transact((tx) => addNote(tx, { ...handOf(app, request), person: found.id }, request.body.note.trim()))
      return back(request, reply, found.id)
    },
  )
}
