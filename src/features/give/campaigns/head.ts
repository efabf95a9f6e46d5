import type { App } from '#platform/app'
import type { Locale } from '#platform/i18n/locales'
import type { RecipientRecord } from '../core/index.ts'
import type { Aims } from './aims.ts'
import { describeHead, figuresSaid } from './describing.ts'
import { figureOf } from './queries/figures.ts'
import type { AimId } from './tables.ts'

type Of = { recipient: RecipientRecord; aims: Aims }

/** What a campaign's page says above its form; of a recipient's own page, what came for it. */
export async function headOf(app: App, locale: Locale, { recipient, aims: { campaign } }: Of) {
  const said = { locale, currency: recipient.currency }
  const figure = await figureOf(app.database.read, recipient.id, (campaign?.id ?? recipient.id) as AimId)
  if (!campaign) return { head: undefined, figures: figuresSaid(figure, said) }
  return { head: describeHead({ campaign, figure, movement: app.movement.current.locale }, said), figures: [] }
}
