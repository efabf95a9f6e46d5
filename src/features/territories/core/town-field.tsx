import type { Translate } from '#platform/i18n/texts'
import { type FormState, SelectField } from '#ui/form'

export type TownOption = { code: string; name: string }

type TownFieldProps = { label: string; choose: string; form: FormState; t: Translate; towns: TownOption[] }

/** The towns of a postal code; nothing to ask when there is only one, or none. Drawn by the server and by the island alike. */
export function TownField({ label, choose, form, t, towns }: TownFieldProps) {
  if (towns.length < 2) return null
  const options = [{ value: '', text: choose }, ...towns.map(({ code, name }) => ({ value: code, text: name }))]
  return <SelectField name="place_code" {...{ label, form, t, options }} />
}
