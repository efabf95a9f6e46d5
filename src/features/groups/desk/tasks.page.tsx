import type { Locale } from '#platform/i18n/locales'
import { ErrorSummary } from '#ui/error-summary'
import { FieldRow, Form, FormNotice, type FormState, TextField } from '#ui/form'
import { Row, Rows } from '#ui/items'
import { Act, Article, Button, ButtonLink, Card, Disclosure, Small } from '#ui/parts'
import { Badge } from '#ui/table'
import type { T } from './texts.ts'

export type Doing = 'take' | 'leave' | 'finish' | 'remove'

export type TasksProps = {
  t: T
  locale: Locale
  name: string
  path: string
  form: FormState
  open: { id: string; words: string; note: string; late: boolean; acts: Doing[] }[]
  done: { id: string; words: string; note: string }[]
  back: string
}

/** What a group wants to do, who does it, and what was done. */
export function TasksPage({ t, locale, name, path, form, open, done, back }: TasksProps) {
  const labels = { words: t('desk.tasks.words'), due_on: t('desk.tasks.due') }
  return (
    <Article title={t('desk.tasks.title', { name })} lead={t('desk.tasks.lead')}>
      <p>
        <ButtonLink href={back} tone="plain">
          {t('desk.tasks.back')}
        </ButtonLink>
      </p>
      {open.length === 0 ? (
        <p>{t('desk.tasks.none')}</p>
      ) : (
        <Rows label={t('desk.tasks.open')}>
          {open.map((task) => (
            <Task key={task.id} t={t} path={path} task={task} />
          ))}
        </Rows>
      )}
      <Card title={t('desk.tasks.add')}>
        <Form action={path}>
          <ErrorSummary {...{ form, t, locale, labels }} />
          <FormNotice form={form} t={t} />
          <TextField name="words" label={labels.words} {...{ form, t }} maxLength={200} />
          <FieldRow>
            <TextField name="due_on" type="date" label={labels.due_on} {...{ form, t }} optional={t('desk.optional')} />
          </FieldRow>
          <Button>{t('desk.tasks.button')}</Button>
        </Form>
      </Card>
      {done.length > 0 && (
        <Disclosure summary={t('desk.tasks.done')}>
          <Rows label={t('desk.tasks.done')}>
            {done.map(({ id, words, note }) => (
              <Row key={id} title={words} note={note} />
            ))}
          </Rows>
        </Disclosure>
      )}
      <Small>{t('desk.tasks.private')}</Small>
    </Article>
  )
}

function Task({ t, path, task }: { t: T; path: string; task: TasksProps['open'][number] }) {
  const { id, words, note, late, acts } = task
  return (
    <Row
      title={words}
      note={note}
      acts={acts.map((act) => (
        <Act key={act} small tone={act === 'remove' ? 'quiet' : 'plain'} action={`${path}/${id}`} fields={{ act }}>
          {t(`desk.tasks.act-${act}`)}
        </Act>
      ))}
    >
      {late && <Badge tone="bad">{t('desk.tasks.late')}</Badge>}
    </Row>
  )
}
