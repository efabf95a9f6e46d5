import type { RawBuilder } from 'kysely'
import type { Scope } from '#platform/auth/actor'
import { withinTerritory } from '#territories'

/** Whether a group is in a territory. Of a statement that calls it `g`. */
export const liesIn = (scope: Scope): RawBuilder<boolean> => withinTerritory(scope, 'g')
