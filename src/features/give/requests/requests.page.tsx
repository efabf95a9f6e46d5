import type { Locale } from '#platform/i18n/locales'
import type { FormState } from '#ui/form'
import { Row, Rows } from '#ui/items'
import { Article, Card, Disclosure, Small, Stats, TextLink } from '#ui/parts'
import { DraftForm } from '../spending/index.ts'
import type { PageT } from './texts.ts'

type Option = { value: string; text: string }

export type RequestsProps = {
  t: PageT
  locale: Locale
  name: string
  action: string
  stats: { value: string; label: string }[]
  /** Those in whose books the group has a share; of one alone nothing is asked. */
  books: Option[]
  form: FormState
  open: boolean
  categories: Option[]
  requests: { id: string; href: string; words: string; note: string; state: string }[]
  back: { href: string; text: string }
}

/** What a group's share still has, what it asked for, and a new request. */
export function RequestsPage({ t, locale, name, action, stats, books, form, open, categories, requests, back }: RequestsProps) {
  const [only] = books
  return (
    <Article title={t('requests.title', { name })} lead={t('requests.lead')}>
      {stats.length === 0 ? <p>{t('requests.no-share')}</p> : <Stats stats={stats} />}
      {requests.length > 0 && (
        <Rows label={t('requests.list')}>
          {requests.map(({ id, href, words, note, state }) => (
            <Row key={id} title={<TextLink href={href}>{words}</TextLink>} note={note}>
              {state}
            </Row>
          ))}
        </Rows>
      )}
      {only && (
        <Card title={t('requests.new')}>
          <p>{t('requests.new-lead')}</p>
          <Disclosure summary={t('requests.new-open')} open={open}>
            <DraftForm
              {...{ t, locale, form, categories, action }}
              {...(books.length > 1 ? { books } : { hidden: { recipient: only.value } })}
              button={t('spending.keep')}
            />
          </Disclosure>
        </Card>
      )}
      <Small>{t('requests.private')}</Small>
      <p>
        <TextLink href={back.href}>{back.text}</TextLink>
      </p>
    </Article>
  )
}
