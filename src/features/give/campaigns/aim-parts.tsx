import type { Locale } from '#platform/i18n/locales'
import { type FormState, Hidden, RadioGroup } from '#ui/form'
import { Small, TextLink } from '#ui/parts'
import { sayAmount } from '../law/index.ts'
import type { Aims } from './aims.ts'
import { SPLITS } from './rules/splitting.ts'
import type { PageT } from './texts.ts'

export type AimProps = {
  /** What the page is for. */
  campaign: string | undefined
  /** Whoever came for a group says which part. */
  group: { id: string; name: string } | undefined
  recipient: string
  /** Where one finds a group; undefined: none takes a part, or one is chosen. */
  groups: string | undefined
}

/** For whom: asked of who came for a group alone. What the page is for goes with the form unseen. */
export function AimFields({ t, form, campaign, group, recipient, groups }: AimProps & { t: PageT; form: FormState }) {
  return (
    <>
      {campaign && <Hidden name="campaign" value={campaign} />}
      {group && (
        <>
          <Hidden name="group" value={group.id} />
          <RadioGroup
            name="split"
            label={t('campaigns.split')}
            {...{ form, t }}
            options={SPLITS.map((value) => ({ value, text: t(`campaigns.split-${value}`, { group: group.name, recipient }) }))}
          />
        </>
      )}
      {groups && (
        <Small>
          <TextLink href={groups}>{t('campaigns.to-group')}</TextLink>
        </Small>
      )}
    </>
  )
}

type Read = {
  offer: { amount: number; aim?: { group_part: number }; recipient: { name: string; currency: string } }
  title: string | undefined
  group: string | undefined
  locale: Locale
}

/** What a gift is for, line by line, as she looks at it once more. */
export function aimFacts(t: PageT, { offer: { aim, amount, recipient }, title, group, locale }: Read) {
  const part = aim?.group_part ?? 0
  const said = (cents: number) => sayAmount(locale, cents, recipient.currency)
  return [
    ...(title ? [{ label: t('campaigns.campaign'), value: title }] : []),
    ...(group && part > 0 ? [{ label: t('campaigns.to-group-part', { group }), value: said(part) }] : []),
    ...(group && part > 0 && part < amount
      ? [{ label: t('campaigns.to-fund-part', { recipient: recipient.name }), value: said(amount - part) }]
      : []),
  ]
}

/** The campaign and group of a form, as the next one needs them. */
export const aimProps = (
  { campaign, group }: Aims,
  { recipient, groups }: { recipient: string; groups: string | undefined },
): AimProps => ({
  campaign: campaign?.id,
  group: group && { id: group.group_id, name: group.group },
  recipient,
  groups: group || campaign ? undefined : groups,
})
