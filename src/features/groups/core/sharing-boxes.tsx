import type { Words } from '#platform/i18n/texts'
import { Checkbox, type FormState, Group } from '#ui/form'
import { Small } from '#ui/parts'
import { SHARINGS } from './commands/sharing.ts'
import type { T } from './texts.ts'
import { sharingWords } from './wording.ts'

/** What somebody lets her group see of her: each its own box, none ticked beforehand. */
export function SharingBoxes({ t, locale, form }: Words<T> & { form: FormState }) {
  return (
    <Group legend={t('groups.sharing')}>
      <Small>{t('groups.sharing-lead')}</Small>
      {SHARINGS.map((what) => (
        <Checkbox key={what} name={`sharing[${what}]`} label={sharingWords(what, locale)} {...{ form, t }} />
      ))}
    </Group>
  )
}
