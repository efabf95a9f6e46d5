import { FieldRow, type FormState, SelectField, TextField } from '#ui/form'
import type { PageT } from './saying.ts'

type Option = { value: string; text: string }

type Props = { t: PageT; form: FormState; votes: Option[] }

/** Which vote, and where one votes: what who asks and who goes both say. */
export function WhereFields({ t, form, votes }: Props) {
  return (
    <>
      <SelectField name="vote" label={t('representing.form.vote')} {...{ form, t }} options={votes} />
      <FieldRow>
        <TextField
          name="where"
          label={t('representing.form.where')}
          hint={t('representing.form.where-hint')}
          {...{ form, t }}
          maxLength={120}
        />
        <TextField
          name="station"
          label={t('representing.form.station')}
          hint={t('representing.form.station-hint')}
          optional={t('representing.optional')}
          {...{ form, t }}
          maxLength={20}
        />
      </FieldRow>
    </>
  )
}

export function PhoneField({ t, form }: Omit<Props, 'votes'>) {
  return (
    <TextField
      name="phone"
      type="tel"
      inputmode="tel"
      autocomplete="tel"
      label={t('representing.form.phone')}
      hint={t('representing.form.phone-hint')}
      {...{ form, t }}
      maxLength={40}
    />
  )
}

/** Who asks, and where she will make her proxy. */
export function AskerFields({ t, form, made }: Omit<Props, 'votes'> & { made: Option[] }) {
  return (
    <>
      <TextField
        name="given_name"
        label={t('representing.form.given-name')}
        hint={t('representing.form.given-name-hint')}
        autocomplete="given-name"
        {...{ form, t }}
        maxLength={60}
      />
      <PhoneField t={t} form={form} />
      <SelectField
        name="made"
        label={t('representing.form.made')}
        hint={t('representing.form.made-hint')}
        {...{ form, t }}
        options={made}
      />
    </>
  )
}

export const labelsOf = (t: PageT) => ({
  vote: t('representing.form.vote'),
  where: t('representing.form.where'),
  station: t('representing.form.station'),
  given_name: t('representing.form.given-name'),
  phone: t('representing.form.phone'),
  email: t('representing.form.email'),
  made: t('representing.form.made'),
  km: t('representing.form.km'),
  held_home: t('representing.form.held-home'),
  held_abroad: t('representing.form.held-abroad'),
  takes: t('representing.form.takes'),
  cares: t('representing.form.cares-label'),
  agreed: t('representing.staff.agreed-label'),
})
