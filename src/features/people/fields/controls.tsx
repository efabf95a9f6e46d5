import type { Locale } from '#platform/i18n/locales'
import type { Translate } from '#platform/i18n/texts'
import { DeclaredField } from '#ui/declared-field'
import type { FormState } from '#ui/form'
import { askedOf, labelOf } from './declared.ts'
import { type Field, FIELDS, type Form } from './fields.ts'

type ControlsProps = { asked: Form; part: Field['part']; form: FormState; t: Translate; locale: Locale }

/** The controls of the fields of a part, in one of the forms. */
export function FieldControls({ asked, part, form, t, locale }: ControlsProps) {
  return (
    <>
      {askedOf(asked, part).map((name) => {
        const { control, autocomplete }: Field = FIELDS[name]
        // Only her own browser knows what is hers.
        const filled = asked === 'own' && autocomplete ? { autocomplete } : {}
        return <DeclaredField key={name} {...{ name, control, form, t, locale }} label={labelOf(name, locale)} {...filled} />
      })}
    </>
  )
}
