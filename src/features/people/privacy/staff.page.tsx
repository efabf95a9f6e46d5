import { Checkbox, Form, type FormState, SelectField, TextField } from '#ui/form'
import { Act, Button, Card, TextLink } from '#ui/parts'
import { Badge, Columns, DataTable, Desk } from '#ui/table'
import type { T } from './texts.ts'

type RequestLine = {
  id: string
  kind: string
  about: string
  received: string
  due: string
  state: { text: string; tone: 'plain' | 'good' | 'bad' }
  answer: string | undefined
}
type RequestsProps = { t: T; form: FormState; action: string; kinds: { value: string; text: string }[]; requests: RequestLine[] }

/** Rights asked for otherwise, the most pressing first. */
export function RequestsPage({ t, form, action, kinds, requests }: RequestsProps) {
  return (
    <Desk title={t('privacy.requests.title')} lead={t('privacy.requests.lead')}>
      <DataTable
        caption={t('privacy.requests.title')}
        head={[
          t('privacy.requests.kind'),
          t('privacy.requests.about'),
          t('privacy.requests.received'),
          t('privacy.requests.due'),
          t('privacy.requests.state'),
        ]}
        rows={requests.map(({ id, kind, about, received, due, state, answer }) => ({
          key: id,
          cells: [
            kind,
            about,
            received,
            due,
            <>
              <Badge tone={state.tone}>{state.text}</Badge>{' '}
              {answer && (
                <Act small action={answer}>
                  {t('privacy.requests.answer')}
                </Act>
              )}
            </>,
          ],
        }))}
        empty={t('privacy.requests.none')}
      />
      <Card title={t('privacy.requests.new')}>
        <Form action={action}>
          <SelectField name="kind" label={t('privacy.requests.kind')} options={kinds} form={form} t={t} />
          <TextField name="received_on" type="date" label={t('privacy.requests.received')} form={form} t={t} />
          <TextField
            name="about"
            label={t('privacy.requests.about')}
            hint={t('privacy.requests.about-hint')}
            form={form}
            t={t}
            maxLength={200}
          />
          <Button>{t('privacy.requests.note')}</Button>
        </Form>
      </Card>
    </Desk>
  )
}

type RestrictedProps = { t: T; people: { id: string; name: string; href: string; since: string }[] }

/** Whom nobody touches while a question of hers is open. */
export function RestrictedPage({ t, people }: RestrictedProps) {
  return (
    <Desk title={t('privacy.restricted.title')} lead={t('privacy.restricted.lead')}>
      <DataTable
        caption={t('privacy.restricted.title')}
        head={[t('privacy.restricted.name'), t('privacy.restricted.since')]}
        rows={people.map(({ id, name, href, since }) => ({ key: id, cells: [<TextLink href={href}>{name}</TextLink>, since] }))}
        empty={t('privacy.restricted.none')}
      />
    </Desk>
  )
}

type RuleCard = { name: string; title: string; what: string; preview: string; action: string; form: FormState }

/** What goes tonight, and why. */
export function RetentionPage({ t, rules }: { t: T; rules: RuleCard[] }) {
  return (
    <Desk title={t('privacy.retention.title')} lead={t('privacy.retention.lead')}>
      <Columns>
        {rules.map(({ name, title, what, preview, action, form }) => (
          <Card key={name} title={title}>
            <p>{what}</p>
            <p>
              <strong>{preview}</strong>
            </p>
            <Form action={action}>
              <TextField name={`months`} label={t('privacy.retention.months')} type="number" form={form} t={t} />
              <Checkbox name="active" label={t('privacy.retention.active')} form={form} t={t} />
              <Button tone="plain">{t('privacy.retention.save')}</Button>
            </Form>
          </Card>
        ))}
      </Columns>
    </Desk>
  )
}

type RegisterProps = {
  t: T
  controller: string
  contact: string
  purposes: { name: string; basis: string; wording: string }[]
  tables: { table: string; why: string; erasure: string }[]
}

/** The record of processing (GDPR art. 30). */
export function RegisterPage({ t, controller, contact, purposes, tables }: RegisterProps) {
  return (
    <Desk title={t('privacy.register.title')} lead={t('privacy.register.lead', { controller, contact })}>
      <DataTable
        caption={t('privacy.register.purposes')}
        head={[t('privacy.register.purpose'), t('privacy.register.basis'), t('privacy.register.wording')]}
        rows={purposes.map(({ name, basis, wording }) => ({ key: name, cells: [name, basis, wording] }))}
        empty=""
      />
      <DataTable
        caption={t('privacy.register.tables')}
        head={[t('privacy.register.table'), t('privacy.register.why'), t('privacy.register.erasure')]}
        rows={tables.map(({ table, why, erasure }) => ({ key: table, cells: [table, why, erasure] }))}
        empty=""
      />
    </Desk>
  )
}
