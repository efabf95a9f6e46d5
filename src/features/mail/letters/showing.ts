import type { FastifyReply } from 'fastify'

/** Shows a letter as a mail program does: it carries its styles on its elements; nothing of it runs, and nothing loads from elsewhere. */
export function sendLetter(reply: FastifyReply, html: string) {
  reply.header(
    'content-security-policy',
    "default-src 'none'; style-src 'unsafe-inline'; img-src 'self'; sandbox allow-popups allow-popups-to-escape-sandbox",
  )
  return reply.type('text/html; charset=utf-8').send(html)
}
