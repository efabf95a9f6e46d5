import { sql } from 'kysely'
import type { App, Suggestion, Wish } from '#platform/app'
import { addDays, todayOf } from '#platform/i18n/moments'
import { votesAhead } from '../core/index.ts'
import { links, paths } from './links.ts'
import { limitOf } from './rules.ts'
import { db, type ElectionId, type HolderId } from './tables.ts'
import { texts } from './texts.ts'

/** Days before a vote from which somebody is proposed to go for another. */
const NEAR = 75

/** First the question that waits for her answer; then, near a vote for which she said nothing, to go for somebody. One query. */
export async function suggestHolding(app: App, { person, locale }: Wish): Promise<Suggestion[]> {
  if (!person) return []
  const today = todayOf(app)
  const near = (await votesAhead(app, 'kept')).filter(({ country, days }) =>
    days.some(({ vote_on }) => vote_on > today && vote_on <= addDays(today, NEAR) && limitOf(country, vote_on)),
  )
  if (near.length === 0) return []
  type Own = { id: HolderId; election_id: ElectionId; asked: boolean }
  const { rows: own } = await sql<Own>`select h.id, h.election_id, h.withdrawn_at is null and exists (select from proxy_match m
      where m.holder_id = h.id and m.state = 'proposed' and m.holder_yes_at is null and m.answer_by > ${app.now()}::timestamptz) as asked
    from proxy_holder h where h.person_id = ${person}::uuid`.execute(db(app.database.read))
  const t = texts.in(locale)
  const open = near.find(({ id }) => !own.some(({ election_id }) => election_id === id))
  return [
    ...own.flatMap(({ id, asked }) => (asked ? [suggestion('asked', { path: links.holder(app, id), score: 96, of: id })] : [])),
    ...(open ? [suggestion('hold', { path: paths.hold, score: 60, of: open.id })] : []),
  ]

  function suggestion(kind: 'asked' | 'hold', { path, score, of }: { path: string; score: number; of: string }): Suggestion {
    const words = () => ({
      title: t(`proxies.suggest.${kind}.title`),
      summary: t(`proxies.suggest.${kind}.text`),
      reasons: near.slice(0, 1).map(({ name }) => name),
      button: t(`proxies.suggest.${kind}.button`),
    })
    return { key: `proxy ${kind} ${of}`, score, path, words }
  }
}
