import type { Locale } from '#platform/i18n/locales'
import { Checkbox, type FormState, Group, Honeypot, SelectField, TextField } from '#ui/form'
import { Small } from '#ui/parts'
import type { T } from './texts.ts'

type Option = { value: string; text: string }

export type SignUpFieldsProps = {
  t: T
  locale: Locale
  /** A visitor says who she is; a person of the file is known. */
  visitor: boolean
  /** How many may come along with her. */
  guests: number
  roles: Option[]
  /** It has begun: one comes for what is still to begin. */
  mustChoose: boolean
  questions: { id: string; words: string; kind: 'text' | 'yes-no'; required: boolean }[]
}

/** What somebody says when she signs up for an event. */
export function SignUpFields(props: SignUpFieldsProps & { form: FormState }) {
  const { t, visitor, questions, form } = props
  return (
    <>
      {visitor && (
        <>
          <TextField name="name" label={t('attending.sign-up.name')} {...{ form, t }} autocomplete="name" maxLength={120} />
          <TextField
            name="email"
            type="email"
            inputmode="email"
            label={t('attending.sign-up.email')}
            hint={t('attending.sign-up.email-hint')}
            {...{ form, t }}
            autocomplete="email"
            maxLength={254}
          />
          <Honeypot name="website" />
        </>
      )}
      <PlaceFields {...props} />
      {questions.map(({ id, words, kind, required }) => {
        const field = {
          name: `answers[${id}]`,
          label: words,
          form,
          t,
          optional: required ? undefined : t('attending.optional'),
        }
        return kind === 'text' ? (
          <TextField key={id} {...field} maxLength={300} />
        ) : (
          <SelectField key={id} {...field} options={yesNo(t, required)} />
        )
      })}
      <Reminders t={t} form={form} />
    </>
  )
}

type PlaceProps = Pick<SignUpFieldsProps, 't' | 'guests' | 'roles' | 'mustChoose'> & { form: FormState }

/** How many come, and what for; nothing where there is nothing to choose. */
export function PlaceFields({ t, guests, roles, mustChoose, form }: PlaceProps) {
  return (
    <>
      {guests > 0 && (
        <SelectField
          name="seats"
          label={t('attending.sign-up.seats')}
          {...{ form, t }}
          options={Array.from({ length: guests + 1 }, (_, n) => ({
            value: String(n + 1),
            text: t('attending.sign-up.with', { n }),
          }))}
        />
      )}
      {roles.length > 0 && (
        <SelectField
          name="role"
          label={t('attending.sign-up.role')}
          {...{ form, t }}
          options={mustChoose ? roles : [{ value: '', text: t('events.sign-up.no-role') }, ...roles]}
        />
      )}
    </>
  )
}

const yesNo = (t: T, required: boolean): Option[] => [
  { value: '', text: t(required ? 'attending.sign-up.choose' : 'attending.sign-up.no-answer') },
  { value: t('attending.yes'), text: t('attending.yes') },
  { value: t('attending.no'), text: t('attending.no') },
]

/** What she wants to be reminded of: nothing, unless she says so. */
export function Reminders({ t, form }: { t: T; form: FormState }) {
  return (
    <Group legend={t('attending.remind.title')}>
      <Checkbox name="remind_day" label={t('attending.remind.day')} {...{ form, t }} />
      <Checkbox name="remind_hours" label={t('attending.remind.hours')} {...{ form, t }} />
      <Small>{t('attending.remind.note')}</Small>
    </Group>
  )
}
