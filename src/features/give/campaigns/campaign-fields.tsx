import { type Locale, LOCALES } from '#platform/i18n/locales'
import { ErrorSummary } from '#ui/error-summary'
import { FieldRow, Form, FormNotice, type FormState, Group, TextArea, TextField } from '#ui/form'
import { Button, Disclosure } from '#ui/parts'
import type { PageT } from './texts.ts'

type Fields = { t: PageT; locale: Locale; movement: Locale; form: FormState; action: string; button: string }

/** Goal, window and words of a campaign: in the movement's language, and in others where somebody writes them. */
export function CampaignFields({ t, locale, movement, form, action, button }: Fields) {
  const others = LOCALES.filter((one) => one !== movement)
  const isIn = (one: Locale) => [`title[${one}]`, `story[${one}]`].some((name) => form.values[name] || form.errors[name])
  return (
    <Form action={action}>
      <ErrorSummary {...{ form, t, locale, labels: labelsOf(t) }} />
      <FormNotice form={form} t={t} />
      <TextField
        name="goal"
        inputmode="decimal"
        label={t('campaigns.goal')}
        hint={t('campaigns.goal-hint')}
        {...{ form, t }}
        maxLength={20}
      />
      <FieldRow>
        <TextField
          name="opens_on"
          type="date"
          label={t('campaigns.opens-on')}
          optional={t('campaigns.optional')}
          {...{ form, t }}
        />
        <TextField
          name="closes_on"
          type="date"
          label={t('campaigns.closes-on')}
          optional={t('campaigns.optional')}
          {...{ form, t }}
        />
      </FieldRow>
      <WordsFields {...{ t, form, one: movement }} />
      <Disclosure summary={t('campaigns.other-languages')} open={others.some(isIn)}>
        {others.map((one) => (
          <WordsFields key={one} {...{ t, form, one }} />
        ))}
      </Disclosure>
      <Button>{button}</Button>
    </Form>
  )
}

function WordsFields({ t, form, one }: { t: PageT; form: FormState; one: Locale }) {
  return (
    <Group legend={t(`campaigns.in-${one}`)}>
      <TextField name={`title[${one}]`} label={t('campaigns.name')} {...{ form, t }} maxLength={120} />
      <TextArea
        name={`story[${one}]`}
        label={t('campaigns.story')}
        hint={t('campaigns.story-hint')}
        {...{ form, t }}
        maxLength={5000}
      />
    </Group>
  )
}

const labelsOf = (t: PageT): Record<string, string> => ({
  goal: t('campaigns.goal'),
  opens_on: t('campaigns.opens-on'),
  closes_on: t('campaigns.closes-on'),
  ...Object.fromEntries(
    LOCALES.flatMap((one) => [
      [`title[${one}]`, `${t('campaigns.name')} (${t(`campaigns.in-${one}`)})`],
      [`story[${one}]`, `${t('campaigns.story')} (${t(`campaigns.in-${one}`)})`],
    ]),
  ),
})
