import { normalise } from '#platform/text/normalise'
import { refusalIn } from './refusals.ts'

/** What a cell of a column about one thing says of it; `unclear`: something that is neither. */
export type Answer = 'yes' | 'no' | 'blank' | 'unclear'

/** As people and systems write them, in the languages of the field: French, English, Spanish, German. Compared without case and accents. */
const YES = words(`
  1 y yes true t on ✓ oui o vrai si s verdadero ja j wahr
  subscribed, opted in, opt in, optin, double opt in, agreed, accepted, consented, active
  abonne, abonnee, abonne e, inscrit, inscrite, inscrit e, accepte, acceptee, d accord
  suscrito, suscrita, acepta, aceptado, abonniert, angemeldet, einverstanden`)

const NO = words(`
  0 n no non false f off none never faux falso nein falsch jamais nunca nie
  unsubscribed, non subscribed, nonsubscribed, not subscribed, opted out, opt out, optout, cleaned, refused, declined, spam, spam complaint, complained, do not contact
  desinscrit, desinscrite, desinscrit e, desabonne, desabonnee, desabonne e, non inscrit, non abonne, refus, refuse, refusee, pas d accord
  baja, dado de baja, dada de baja, no suscrito, no suscrita, no acepta, rechazado, cancelado
  abgemeldet, ausgetragen, nicht abonniert, abgelehnt, widerrufen`)

/** Somebody left, whatever else the cell says: `Unsubscribed on 3 May`, `STOP (désinscrite)`. */
const LEFT = /spam|complain|widerruf|\bstop\b|do not mail|ne pas ecrire/

/** Whether a cell of a column that is asked for it says that somebody left. */
export const saysLeft = (cell: string): boolean => refusalIn(cell) !== undefined || LEFT.test(spelt(cell))

export function readAnswer(cell: string): Answer {
  if (cell.trim() === '') return 'blank'
  const text = spelt(cell)
  if (NO.has(text) || saysLeft(cell)) return 'no'
  return YES.has(text) ? 'yes' : 'unclear'
}

const MARKS = /[✓✔☑✅]/

/** A cross ticks a box for some, and crosses it out for others: alone it says neither. */
const CROSS = /^[x×☒✕✖]$/i

export const isCross = (cell: string): boolean => CROSS.test(cell.trim())

/** Names are compared so; a tick is no letter. */
const spelt = (cell: string) => (MARKS.test(cell) ? '✓' : normalise(cell))

/** Words between blanks, and, with commas, some that belong together. */
function words(text: string): Set<string> {
  return new Set(
    text
      .split('\n')
      .flatMap((line) => (line.includes(',') ? line.split(',') : line.split(' ')))
      .map((word) => word.trim())
      .filter(Boolean),
  )
}
