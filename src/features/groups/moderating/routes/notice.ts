import type { App } from '#platform/app'
import type { Routes } from '#platform/http/server'
import { groupForOrganiser, membersPath } from '../../core/index.ts'
import { replyToNotice } from '../commands.ts'
import { NoticeParams, ReplyForm } from '../schema.ts'

/** Organisers answer what was done to their group. */
export const noticeRoutes: Routes = (app: App) => async (server) => {
  server.post(
    '/groups/:group/notices/:notice/reply',
    { config: { permission: 'signed-in' }, schema: { params: NoticeParams, body: ReplyForm, hide: true } },
    async (request, reply) => {
      const { group } = await groupForOrganiser(app, request)
      const answer = { group: group.id, notice: request.params.notice, reply: request.body.reply }
      await app.database.transact((tx) => replyToNotice(tx, answer, app.now()))
      return reply.back(membersPath(group.id), 'saved')
    },
  )
}
