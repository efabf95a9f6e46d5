import type { Locale } from '#platform/i18n/locales'
import { Form, FormNotice, type FormState, SelectField } from '#ui/form'
import { Row, Rows } from '#ui/items'
import { Act, Button, ButtonLink, Card, Disclosure, Notice, Small, Stack, Stats, TextLink } from '#ui/parts'
import { Tabs, type TabLink } from '#ui/tabs'
import { Badge, Columns, Desk, Progress } from '#ui/table'
import type { T } from './texts.ts'

export type DeskProps = {
  t: T
  locale: Locale
  name: string
  lead: string
  tabs: TabLink[]
  /** What waits for an organiser, each leading to where it is done. */
  waiting: { key: string; text: string; href: string }[]
  tasks: { key: string; text: string; note: string }[]
  allTasks: string
  steps: {
    id: string
    text: string
    done: boolean
    action: string | undefined
    help: { href: string; text: string } | undefined
  }[]
  stats: { label: string; value: string }[]
  /** Members, those not seen for longest first. */
  seen: { key: string; name: string; organiser: boolean; when: string }[]
  handing: { action: string; form: FormState; options: { value: string; text: string }[] }
}

/** What an organiser has before her: what waits, what the week holds, how the group is. */
export function DeskPage(props: DeskProps) {
  const { t, locale, name, lead, tabs, stats } = props
  return (
    <Desk title={t('desk.title', { name })} lead={lead}>
      <Tabs tabs={tabs} locale={locale} />
      <Columns>
        <Stack>
          <Waiting {...props} />
          <Week {...props} />
          <FirstSteps {...props} />
        </Stack>
        <Stack>
          <Card title={t('desk.stats')}>
            <Stats stats={stats} />
          </Card>
          <Seen {...props} />
          <HandingOver {...props} />
        </Stack>
      </Columns>
    </Desk>
  )
}

function Waiting({ t, waiting }: DeskProps) {
  return (
    <Card title={t('desk.waiting')}>
      {waiting.length === 0 ? (
        <Notice>{t('desk.waiting-none')}</Notice>
      ) : (
        <Rows label={t('desk.waiting')}>
          {waiting.map(({ key, text, href }) => (
            <Row key={key} title={<TextLink href={href}>{text}</TextLink>} />
          ))}
        </Rows>
      )}
    </Card>
  )
}

function Seen({ t, seen }: DeskProps) {
  return (
    <Card title={t('desk.seen')}>
      <Small>{t('desk.seen-lead')}</Small>
      <Rows label={t('desk.seen')}>
        {seen.map(({ key, name, organiser, when }) => (
          <Row
            key={key}
            title={
              <>
                {name} {organiser && <Badge>{t('desk.organiser')}</Badge>}
              </>
            }
          >
            {when}
          </Row>
        ))}
      </Rows>
    </Card>
  )
}

function Week({ t, tasks, allTasks }: DeskProps) {
  return (
    <Card title={t('desk.week')}>
      {tasks.length === 0 ? (
        <p>{t('desk.tasks.none')}</p>
      ) : (
        <Rows label={t('desk.week')}>
          {tasks.map(({ key, text, note }) => (
            <Row key={key} title={text} note={note} />
          ))}
        </Rows>
      )}
      <p>
        <ButtonLink href={allTasks} tone="plain">
          {t('desk.tasks.all')}
        </ButtonLink>
      </p>
    </Card>
  )
}

function FirstSteps({ t, steps }: DeskProps) {
  const done = steps.filter((step) => step.done)
  const left = steps.filter((step) => !step.done)
  return (
    <Card title={t('desk.steps')}>
      <Progress value={done.length} most={steps.length} label={t('desk.steps-done', { done: done.length, all: steps.length })} />
      {left.length > 0 && (
        <Rows label={t('desk.steps')}>
          {left.map((step) => (
            <StepRow key={step.id} t={t} {...step} />
          ))}
        </Rows>
      )}
      {done.length > 0 && (
        <Disclosure summary={t('desk.steps-past')}>
          <Rows label={t('desk.steps-past')}>
            {done.map((step) => (
              <StepRow key={step.id} t={t} {...step} />
            ))}
          </Rows>
        </Disclosure>
      )}
    </Card>
  )
}

function StepRow({ t, text, done, action, help }: { t: T } & Omit<DeskProps['steps'][number], 'id'>) {
  const acts = (help ?? action) && (
    <>
      {help && <TextLink href={help.href}>{help.text}</TextLink>}
      {action && (
        <Act small action={action} fields={{ done: done ? 'no' : 'yes' }}>
          {t(done ? 'desk.step-undo' : 'desk.step-do')}
        </Act>
      )}
    </>
  )
  return <Row title={text} {...(!action && !done && { note: t('desk.step-seen') })} acts={acts} />
}

function HandingOver({ t, handing: { action, form, options } }: DeskProps) {
  return (
    <Card title={t('desk.hand.title')}>
      <p>{t('desk.hand.lead')}</p>
      {options.length === 0 ? (
        <Small>{t('desk.hand.nobody')}</Small>
      ) : (
        <Disclosure summary={t('desk.hand.open')} open={form.notice !== undefined}>
          <Form action={action}>
            <FormNotice form={form} t={t} />
            <SelectField name="to" label={t('desk.hand.to')} {...{ form, t, options }} />
            <Button tone="plain">{t('desk.hand.button')}</Button>
          </Form>
        </Disclosure>
      )}
    </Card>
  )
}
