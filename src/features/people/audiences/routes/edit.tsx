import type { FastifyReply } from 'fastify'
import type { App } from '#platform/app'
import { type Asked, handOf } from '#platform/http/asked'
import { Conflict, NotFound } from '#platform/errors'
import type { Routes } from '#platform/http/server'
import type { FormState } from '#ui/form'
import { spokenIn } from '../aloud.ts'
import { EditPage } from '../audience.page.tsx'
import { saveAudience } from '../commands.ts'
import { selectsByData } from '../condition.ts'
import { criteriaOf, type Known } from '../criteria.ts'
import { requireOwner } from '../access.ts'
import { countAudience, findAudience } from '../queries.ts'
import { readRule, type Sent, treeOf } from '../reading.ts'
import { everybody, IN_AUDIENCE, type Node, type Rule, withAdded, withRemoved } from '../rules.ts'
import { AudienceForm, AudienceParams, NewQuery } from '../schema.ts'
import { sentenceOf } from '../sentence.ts'
import type { AudienceId } from '../tables.ts'

const config = { permission: 'audiences.edit' } as const

type Drawn = { id?: AudienceId; rule: Rule; form: FormState }

/** Writing an audience. Every button of the form comes here; only "save" keeps anything. */
export const editRoutes: Routes = (app: App) => async (server) => {
  const { read, transact } = app.database

  server.get('/staff/audiences/new', { config, schema: { querystring: NewQuery, hide: true } }, (request, reply) => {
    const { is } = request.query
    const rule = is ? withAdded(everybody, '', newNode(criteriaOf(app), is)) : everybody
    return show(app, reply, { rule, form: { values: {}, errors: {} } })
  })
  server.get(
    '/staff/audiences/:audience/edit',
    { config, schema: { params: AudienceParams, hide: true } },
    async (request, reply) => {
      const { id, name, rule } = await audienceOf(request)
      return show(app, reply, { id, rule, form: { values: { name }, errors: {} } })
    },
  )
  server.post('/staff/audiences/new', { config, schema: { body: AudienceForm, hide: true } }, (request, reply) =>
    press(reply, { sent: request.body }),
  )
  server.post(
    '/staff/audiences/:audience/edit',
    { config, schema: { params: AudienceParams, body: AudienceForm, hide: true } },
    async (request, reply) => press(reply, { sent: request.body, id: (await audienceOf(request)).id }),
  )

  async function audienceOf(request: Asked<{ audience: AudienceId }>) {
    const found = await findAudience(read, request.params.audience)
    if (!found) throw new NotFound('error.not-found')
    requireOwner(request.actor, found)
    return found
  }

  async function press(reply: FastifyReply, { sent, id }: { sent: Sent; id?: AudienceId }) {
    const { request } = reply
    const typed = treeOf(sent)
    const name = sent.name?.trim() ?? ''
    const drawn = (rule: Rule, wrong: Partial<FormState> = {}) => ({
      ...(id ? { id } : {}),
      rule,
      form: { values: { name }, errors: {}, ...wrong },
    })
    const [act = '', path = ''] = (sent.act ?? 'count').split(':')
    // `hasOwn` tells the compiler nothing.
    if (Object.hasOwn(EDITS, act))
      return show(app, reply, drawn(EDITS[act as keyof typeof EDITS](typed, path, newNode(criteriaOf(app), sent[`new.${path}`]))))
    const answer = await readRule(app, typed, request.actor.scope('audiences.edit'))
    const errors = { ...('errors' in answer ? answer.errors : {}), ...(act === 'save' && !name ? { name: 'form.required' } : {}) }
    if ('errors' in answer || Object.keys(errors).length > 0) return show(app, reply.code(422), drawn(typed, { errors }))
    if (act !== 'save') return show(app, reply, drawn(answer.rule))
    try {
      const hand = handOf(app, request)
      const saved = await transact((tx) => saveAudience(tx, hand, { id, name, rule: answer.rule }))
      return reply.back(`/staff/audiences/${saved}`, 'saved')
    } catch (error) {
      if (error instanceof Conflict) return show(app, reply.code(409), drawn(answer.rule, { notice: error.key }))
      throw error
    }
  }
}

/** What the small buttons do to the tree. */
const EDITS = {
  add: (rule: Rule, path: string, node: Node) => withAdded(rule, path, node),
  group: (rule: Rule, path: string) => withAdded(rule, path, { op: 'any', of: [] }),
  remove: (rule: Rule, path: string) => withRemoved(rule, path),
}

function newNode(criteria: Known, is = 'supporter'): Node {
  return { is: is === IN_AUDIENCE || criteria.has(is) ? is : 'supporter', with: {} }
}

async function show(app: App, reply: FastifyReply, { id, rule, form }: Drawn) {
  const { request } = reply
  const { read } = app.database
  const spoken = await spokenIn(read, app, request.locale)
  const { t, choices, criteria } = spoken
  const complete = await readRule(app, rule, request.actor.scope('audiences.edit'))
  const scope = request.actor.scope('audiences.edit')
  const n = 'rule' in complete ? await countAudience(read, app, { rule: complete.rule, scope }) : undefined
  const title = id ? t('audiences.edit') : t('audiences.new')
  const props = {
    t,
    title,
    form,
    rule,
    criteria,
    choices: { ...choices, audiences: choices.audiences.filter(({ value }) => value !== id) },
    action: request.link(request.plainPath),
    sentence: 'rule' in complete ? sentenceOf(complete.rule, spoken) : t('audiences.unfinished'),
    count: n === undefined ? '' : t('audiences.n', { n }),
    selects: 'rule' in complete && (scope !== 'everywhere' || selectsByData(complete.rule, spoken)),
  }
  return reply.page({ title, body: <EditPage {...props} /> })
}
