import { Checkbox, type FormState, Group } from '#ui/form'
import { Small } from '#ui/parts'
import { SHARINGS } from './commands/sharing.ts'
import type { T } from './texts.ts'

/** What somebody lets her group see of her: each its own box, none ticked beforehand. */
export function SharingBoxes({ t, form }: { t: T; form: FormState }) {
  return (
    <Group legend={t('groups.sharing')}>
      <Small>{t('groups.sharing-lead')}</Small>
      {SHARINGS.map((what) => (
        <Checkbox key={what} name={`sharing[${what}]`} label={t(`groups.sharing-${what}`)} {...{ form, t }} />
      ))}
    </Group>
  )
}
