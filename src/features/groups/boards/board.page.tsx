import type { Locale } from '#platform/i18n/locales'
import { ErrorSummary } from '#ui/error-summary'
import { Checkbox, Form, FormNotice, type FormState, Hidden, TextArea } from '#ui/form'
import { Act, Article, Button, ButtonLink, Card, Disclosure, Notice, Small } from '#ui/parts'
import { Message, Messages } from '#ui/talk'
import { Badge } from '#ui/table'
import type { T } from './texts.ts'

type PostProps = { id: string; author: string; when: string; paragraphs: string[]; toAll: boolean; removal: string | undefined }

export type BoardProps = {
  t: T
  locale: Locale
  name: string
  path: string
  organiser: boolean
  /** What was typed and refused, and under which post; none: a new one. */
  form: FormState & { parent?: string | undefined }
  /** `open`: it can be answered here. */
  threads: (PostProps & { open: boolean; replies: PostProps[] })[]
  older: string | undefined
  back: string
}

const CLEAN: FormState = { values: {}, errors: {} }

/** What members of a group say to each other. */
export function BoardPage(props: BoardProps) {
  const { t, locale, name, path, organiser, form, threads, older, back } = props
  const mine = form.parent ? CLEAN : form
  return (
    <Article title={t('boards.title', { name })}>
      <p>
        <ButtonLink href={back} tone="plain">
          {t('boards.back')}
        </ButtonLink>
      </p>
      <Form action={path}>
        <ErrorSummary form={mine} t={t} locale={locale} labels={{ text: t('boards.text') }} />
        <FormNotice form={mine} t={t} />
        <TextArea name="text" label={t('boards.text')} form={mine} t={t} maxLength={4000} />
        {organiser && <Checkbox name="to_all" label={t('boards.to-all')} form={mine} t={t} />}
        <Button>{t('boards.button')}</Button>
      </Form>
      {threads.length === 0 && <Notice>{t('boards.none')}</Notice>}
      {threads.map((thread) => (
        <Thread key={thread.id} {...props} thread={thread} />
      ))}
      {older && (
        <p>
          <ButtonLink href={older} tone="plain">
            {t('boards.older')}
          </ButtonLink>
        </p>
      )}
      <Small>{t('boards.private')}</Small>
    </Article>
  )
}

function Thread({ t, path, form, thread }: BoardProps & { thread: BoardProps['threads'][number] }) {
  const refused = form.parent === thread.id
  const own = refused ? form : CLEAN
  return (
    <Messages>
      <Said t={t} post={thread} />
      {thread.replies.map((reply) => (
        <Said key={reply.id} t={t} post={reply} reply />
      ))}
      {thread.open && (
        <Disclosure summary={t('boards.answer-to', { name: thread.author })} open={refused}>
          <Form action={path}>
            <FormNotice form={own} t={t} />
            <TextArea id={`answer-${thread.id}`} name="text" label={t('boards.answer')} form={own} t={t} maxLength={4000} />
            <Hidden name="parent" value={thread.id} />
            <Button tone="plain">{t('boards.answer-button')}</Button>
          </Form>
        </Disclosure>
      )}
    </Messages>
  )
}

function Said({ t, post, reply = false }: { t: T; post: PostProps; reply?: boolean }) {
  const { author, when, paragraphs, toAll, removal } = post
  return (
    <Message author={author} when={when} reply={reply} badge={toAll ? <Badge>{t('boards.sent-to-all')}</Badge> : null}>
      {paragraphs.map((paragraph, n) => (
        <p key={n}>{paragraph}</p>
      ))}
      {removal && (
        <Act small tone="quiet" action={removal}>
          {t('boards.remove', { name: author })}
        </Act>
      )}
    </Message>
  )
}

/** What the link at the end of a mail opens; its button ends the mails. */
export function QuietPage({ t, group, action }: { t: T; group: string; action: string }) {
  return (
    <Article title={t('boards.quiet.title', { group })} lead={t('boards.quiet.lead')}>
      <Act action={action} tone="primary">
        {t('boards.quiet.button')}
      </Act>
    </Article>
  )
}

/** Done: no more mails of that board. */
export function QuietedPage({ t, group }: { t: T; group: string }) {
  return (
    <Article title={t('boards.quiet.done', { group })} lead={t('boards.quiet.after')}>
      <Card title={t('boards.quiet.other')}>
        <p>{t('boards.quiet.choose')}</p>
      </Card>
    </Article>
  )
}
