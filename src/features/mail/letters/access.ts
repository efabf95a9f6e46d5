import type { App } from '#platform/app'
import { NotFound } from '#platform/errors'
import type { Asked } from '#platform/http/asked'
import { findMailing, type MailingId } from '../sending/index.ts'
import { editionOf } from './queries/editions.ts'
import { findLetter, type LetterRecord } from './queries/letters.ts'
import type { LetterId } from './tables.ts'

/** Drafts are seen by who wrote them, and by who writes for the whole movement. */
const sees = ({ actor }: Pick<Asked, 'actor'>, by: string | null) =>
  by === actor.account || actor.scope('letters.write') === 'everywhere'

/** The draft that a page is about. */
export async function letterOf(app: App, request: Asked<{ letter: string }>): Promise<LetterRecord> {
  const letter = await findLetter(app.database.read, request.params.letter as LetterId)
  if (!letter || !sees(request, letter.written_by)) throw new NotFound('error.not-found')
  return letter
}

/** The mailing that a page is about, with the letter as frozen. */
export async function mailingOf(app: App, request: Asked<{ mailing: string }>) {
  const id = request.params.mailing as MailingId
  const [mailing, edition] = await Promise.all([findMailing(app.database.read, id), editionOf(app.database.read, id)])
  if (!mailing || !edition || !sees(request, edition.asked_by)) throw new NotFound('error.not-found')
  return { mailing, edition, own: edition.asked_by === request.actor.account }
}
