import { expect, test } from 'vitest'
import { CALLS, NEWS } from '../core/index.ts'
import { flagsOf } from './flags.ts'

/** What a cell refuses in a column that nobody told us of, or whose target is given. */
function refused(column: string, cell: string, target = 'ignore'): string {
  const [flag] = flagsOf([column], { [column]: target })
  const told = flag?.read(cell)
  return [NEWS, CALLS].flatMap((purpose) => (told?.refuses(purpose) ? [purpose.key] : [])).join(' ')
}

test.each([
  ['Ne pas appeler', 'x', 'calls'],
  ['Ne pas appeler', 'non', ''],
  ['Ne pas appeler', '', ''],
  // A mark in such a column says what the column says; its words may say more.
  ['Ne pas appeler', 'ne plus contacter', 'news calls'],
  ['Ne pas appeler', 'désinscrite', 'news calls'],
  ['Unsubscribed', 'do not call', 'news calls'],
  ['Unsubscribed', '2016-05-03', 'news'],
  ['Commentaire', 'ne plus appeler', 'calls'],
  ['Commentaire', 'rencontrée au marché', ''],
])('a column «%s» in which stands %j refuses «%s»', (column, cell, refusal) => expect(refused(column, cell)).toBe(refusal))

test.each([
  ['note', 'ne plus appeler', 'calls'],
  ['tags', 'bénévole, désinscrite', 'news'],
  ['custom:t_shirt', 'do not contact', 'news calls'],
  // A no of any kind leaves no yes beside it.
  ['yes:news', 'oui, mais ne pas appeler', 'news calls'],
  // What the column itself says is no refusal.
  ['phone-bad:mobile', 'ne plus appeler', 'calls'],
  ['kind', 'Individual (do not contact)', 'news calls'],
  ['kind', 'Individual', ''],
  ['yes:calls', 'désinscrite', 'calls'],
  ['status', 'do not call', 'news calls'],
  // A street is called as it is.
  ['street', 'Impasse Désinscrite', ''],
  ['family_name', 'Unsub', ''],
])('in a column that becomes %s, %j refuses «%s»', (target, cell, refusal) =>
  expect(refused('Colonne', cell, target)).toBe(refusal),
)

test('a column that is never read refuses nothing', () => {
  expect(flagsOf(['facebook_id', 'religion'], {})).toEqual([])
})
