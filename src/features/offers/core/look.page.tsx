import type { Locale } from '#platform/i18n/locales'
import { ErrorSummary } from '#ui/error-summary'
import { AskForm, FieldRow, Form, FormNotice, type FormState, SelectField, TextArea, TextField } from '#ui/form'
import { Act, Article, Button, ButtonLink, Card, Disclosure, FirstThis, Notice, Section, Small, TextLink } from '#ui/parts'
import { Badges } from '#ui/table'
import type { T } from './texts.ts'

type Option = { value: string; text: string }

export type LookProps = {
  t: T
  locale: Locale
  path: string
  form: FormState
  options: Record<'skill' | 'equipment' | 'hour' | 'km', Option[]>
  looked: boolean
  found: { id: string; title: string; note: string; words: string | undefined; badges: string[]; ask: string | undefined }[]
  /** Where who asks becomes somebody; undefined: she is. */
  sign: string | undefined
  sent: string
  back: string
}

/** Who could help nearby, for organisers and staff: what she does, never how to reach her. */
export function LookPage({ t, locale, path, form, options, looked, found, sign, sent, back }: LookProps) {
  return (
    <Article title={t('offers.look.title')} lead={t('offers.look.lead')}>
      <AskForm action={path}>
        <ErrorSummary {...{ form, t, locale, labels: { where: t('offers.where') } }} />
        <FieldRow>
          <TextField name="where" label={t('offers.look.where')} {...{ form, t }} maxLength={120} />
          {(['km', 'skill', 'equipment', 'hour'] as const).map((name) => (
            <SelectField key={name} name={name} label={t(`offers.look.${name}`)} {...{ form, t }} options={options[name]} />
          ))}
        </FieldRow>
        <Button>{t('offers.look.button')}</Button>
      </AskForm>
      {looked && (
        <Section title={t('offers.look.found', { n: found.length })}>
          {found.length === 0 && <Notice>{t('offers.look.none')}</Notice>}
          {found.map(({ id, title, note, words, badges, ask }) => (
            <Card key={id} title={title}>
              <Small>{note}</Small>
              {words && <p>{words}</p>}
              <Badges texts={badges} />
              {ask && (
                <p>
                  <ButtonLink href={ask} small>
                    {t('offers.look.ask')}
                  </ButtonLink>
                </p>
              )}
            </Card>
          ))}
        </Section>
      )}
      <Small>{t('offers.look.private')}</Small>
      {sign ? (
        <FirstThis why={t('offers.look.unsigned')} act={t('offers.sign')} href={sign} />
      ) : (
        <p>
          <TextLink href={sent}>{t('offers.sent.title')}</TextLink>
          {' · '}
          <TextLink href={back}>{t('offers.title')}</TextLink>
        </p>
      )}
    </Article>
  )
}

export type AskProps = { t: T; locale: Locale; name: string; action: string; form: FormState; back: string }

/** Asking somebody for help: what, where, when. */
export function AskPage({ t, locale, name, action, form, back }: AskProps) {
  const labels = {
    what: t('offers.request.what'),
    place: t('offers.request.place'),
    day: t('offers.request.day'),
    hour: t('offers.request.hour'),
  }
  return (
    <Article title={t('offers.request.title', { name })} lead={t('offers.request.lead')}>
      <Form action={action}>
        <ErrorSummary {...{ form, t, locale, labels }} />
        <FormNotice form={form} t={t} />
        <TextArea name="what" label={labels.what} hint={t('offers.request.what-hint')} {...{ form, t }} maxLength={500} />
        <TextField name="place" label={labels.place} {...{ form, t }} maxLength={200} />
        <FieldRow>
          <TextField name="day" type="date" label={labels.day} {...{ form, t }} />
          <TextField name="hour" type="time" label={labels.hour} {...{ form, t }} />
        </FieldRow>
        <Button>{t('offers.request.button')}</Button>
      </Form>
      <p>
        <TextLink href={back}>{t('offers.look.title')}</TextLink>
      </p>
    </Article>
  )
}

export type SentProps = {
  t: T
  locale: Locale
  requests: {
    id: string
    title: string
    note: string
    lines: string[]
    agree: string | undefined
    withdraw: string | undefined
    thank: string | undefined
  }[]
  form: FormState
  back: string
}

/** What somebody asked of others, and what became of it. */
export function SentPage({ t, requests, form, back }: SentProps) {
  return (
    <Article title={t('offers.sent.title')}>
      <FormNotice form={form} t={t} />
      {requests.length === 0 && <Notice>{t('offers.sent.none')}</Notice>}
      {requests.map(({ id, title, note, lines, agree, withdraw, thank }) => (
        <Card key={id} title={title}>
          <Small>{note}</Small>
          {lines.map((line) => (
            <p key={line}>{line}</p>
          ))}
          <div class="flex flex-wrap gap-2">
            {agree && (
              <Act small tone="primary" action={agree}>
                {t('offers.sent.agree')}
              </Act>
            )}
            {withdraw && (
              <Act small action={withdraw}>
                {t('offers.sent.withdraw')}
              </Act>
            )}
          </div>
          {thank && (
            <Disclosure summary={t('offers.sent.thank')}>
              <Form action={thank}>
                <TextArea
                  name="thanks"
                  id={`thanks-${id}`}
                  label={t('offers.sent.thanks')}
                  form={{ values: {}, errors: {} }}
                  t={t}
                  maxLength={500}
                />
                <Button tone="plain">{t('offers.sent.thank-button')}</Button>
              </Form>
            </Disclosure>
          )}
        </Card>
      ))}
      <p>
        <TextLink href={back}>{t('offers.look.title')}</TextLink>
      </p>
    </Article>
  )
}
