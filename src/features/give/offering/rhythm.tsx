import { isPaidAtOnce } from '../giving/index.ts'
import type { FieldErrors } from '#platform/http/forms'
import { type FormState, RadioGroup } from '#ui/form'
import type { PageT } from './texts.ts'

export const RHYTHMS = ['once', 'monthly'] as const
export type RhythmName = (typeof RHYTHMS)[number]

/** Once, or each month: the one as good as the other. */
export function RhythmField({ t, form }: { t: PageT; form: FormState }) {
  return (
    <RadioGroup
      name="rhythm"
      label={t('offering.rhythm')}
      row
      options={RHYTHMS.map((value) => ({ value, text: t(`offering.rhythm-${value}`) }))}
      {...{ form, t }}
    />
  )
}

/** What is wrong with the rhythm that somebody chose: where both can be had she says which, and each month a provider pays. */
export function wrongRhythm(rhythm: RhythmName | undefined, mode: string | undefined): FieldErrors {
  if (!rhythm) return { rhythm: 'offering.choose-rhythm' }
  return rhythm === 'monthly' && mode && !isPaidAtOnce(mode as 'card') ? { rhythm: 'offering.monthly-needs-provider' } : {}
}
