import type { Locale } from '#platform/i18n/locales'
import { Filter, Form, FormNotice, type FormState, TextArea, TextField } from '#ui/form'
import { ErrorSummary } from '#ui/error-summary'
import { Act, Button, Card, Disclosure, Stack, TextLink } from '#ui/parts'
import { Badges, Columns, Desk, Facts } from '#ui/table'
import type { PageT } from './texts.ts'

type Fact = { label: string; value: string }
/** What a line may be, with what speaks for it; `action`: what saying so posts. */
export type Proposal = {
  id: string
  title: string
  facts: Fact[]
  reasons: string[]
  button: string
  action: string
  fields: Record<string, string>
}

export type LineProps = {
  t: PageT
  locale: Locale
  title: string
  state: string
  facts: Fact[]
  /** What came of it: its gift, the line that it undoes. */
  outcome: Fact[]
  proposals: Proposal[]
  found: Proposal[] | undefined
  action: string
  can: { decide: boolean; gift: boolean; back: boolean; reopen: boolean; ask: boolean }
  notice: FormState
  search: FormState
  aside: FormState
  sendBack: FormState
  back: { href: string; text: string }
}

/** One movement of the account, and what the treasurer makes of it. */
export function LinePage(props: LineProps) {
  const { t, title, state, facts, outcome, proposals, found, action, can, notice, back } = props
  return (
    <Desk title={title} lead={state}>
      <FormNotice form={notice} t={t} />
      <Columns>
        <Stack>
          {proposals.map((one) => (
            <Proposed key={one.id} {...one} />
          ))}
          {can.decide && can.gift && <Other {...props} found={found} />}
          {can.decide && <Aside {...props} />}
          {can.back && <Back {...props} />}
          {can.ask && (
            <Card title={t('statements.ask-title')}>
              <p>{t('statements.ask-lead')}</p>
              <Act action={`${action}/asking`}>{t('statements.ask')}</Act>
            </Card>
          )}
          {can.reopen && (
            <Card title={t('statements.reopen-title')}>
              <p>{t('statements.reopen-lead')}</p>
              <Act action={`${action}/reopening`}>{t('statements.reopen')}</Act>
            </Card>
          )}
        </Stack>
        <Stack>
          {outcome.length > 0 && (
            <Card title={t('statements.outcome')}>
              <Facts facts={outcome} />
            </Card>
          )}
          <Card title={t('statements.line')}>
            <Facts facts={facts} />
          </Card>
          <p>
            <TextLink href={back.href}>{back.text}</TextLink>
          </p>
        </Stack>
      </Columns>
    </Desk>
  )
}

function Proposed({ title, facts, reasons, button, action, fields }: Proposal) {
  return (
    <Card title={title}>
      <Facts facts={facts} />
      {reasons.length > 0 && <Badges texts={reasons} />}
      {button !== '' && (
        <Act action={action} fields={fields} tone="primary">
          {button}
        </Act>
      )}
    </Card>
  )
}

function Other({ t, action, search, found }: LineProps) {
  return (
    <Card title={t('statements.other-gift')}>
      <Filter action={`${action}/search`}>
        <TextField
          name="q"
          type="search"
          label={t('statements.search')}
          hint={t('statements.search-hint')}
          form={search}
          t={t}
          maxLength={100}
        />
        <Button tone="plain">{t('statements.search-button')}</Button>
      </Filter>
      {found?.length === 0 && <p>{t('statements.found-none')}</p>}
      {found?.map((one) => (
        <Proposed key={one.id} {...one} />
      ))}
    </Card>
  )
}

function Aside({ t, locale, action, aside }: LineProps) {
  const label = t('statements.aside-note')
  return (
    <Disclosure summary={t('statements.aside')} open={Object.keys(aside.errors).length > 0}>
      <Form action={`${action}/aside`}>
        <ErrorSummary form={aside} t={t} locale={locale} labels={{ note: label }} />
        <TextArea name="note" label={label} hint={t('statements.aside-hint')} form={aside} t={t} maxLength={300} />
        <Button tone="plain">{t('statements.aside-button')}</Button>
      </Form>
    </Disclosure>
  )
}

function Back({ t, locale, action, sendBack }: LineProps) {
  const label = t('statements.back-note')
  return (
    <Disclosure summary={t('statements.back-title')} open={Object.keys(sendBack.errors).length > 0}>
      <Form action={`${action}/return`}>
        <ErrorSummary form={sendBack} t={t} locale={locale} labels={{ why: label }} />
        <p>{t('statements.back-lead')}</p>
        <TextArea name="why" label={label} form={sendBack} t={t} maxLength={300} />
        <Button tone="plain">{t('statements.back-button')}</Button>
      </Form>
    </Disclosure>
  )
}
