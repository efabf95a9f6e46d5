import type { ComponentProps } from 'preact'
import { Filter, type FormState, TextField } from '#ui/form'
import { ItemCard, Items, Row, Rows } from '#ui/items'
import { Act, Article, Button, ButtonLink, Card, Notice, Section, Small } from '#ui/parts'
import { Pager } from '#ui/table'
import type { T } from './texts.ts'

type Way = { href: string; post: boolean; text: string }
type Step = { text: string; hint: string; way: Way | undefined }
type OfficeProps = { t: T; name: string; waits: { href: string; n: string; text: string }[]; steps: Step[] }

/** What the staff come home to: what is missing to set up, and what waits. */
export function OfficePage({ t, name, waits, steps }: OfficeProps) {
  return (
    <Article title={t('office.hello', { name })}>
      {steps.length > 0 && (
        <Card title={t('office.steps')}>
          <Small>{t('office.steps-lead')}</Small>
          <Rows label={t('office.steps')}>
            {steps.map(({ text, hint, way }) => (
              <Row key={text} title={text} note={hint} acts={way && <WayOn {...way} />} />
            ))}
          </Rows>
        </Card>
      )}
      <Section title={t('office.waits')}>
        {waits.length === 0 && <p>{t('office.nothing')}</p>}
        <Items>
          {waits.map(({ href, n, text }) => (
            <ItemCard key={href} href={href} title={text} aside={n} />
          ))}
        </Items>
      </Section>
    </Article>
  )
}

function WayOn({ href, post, text }: Way) {
  return post ? (
    <Act small action={href}>
      {text}
    </Act>
  ) : (
    <ButtonLink small tone="plain" href={href}>
      {text}
    </ButtonLink>
  )
}

type SearchProps = {
  t: T
  action: string
  form: FormState
  asked: boolean
  kinds: { title: string; hits: { href: string; text: string; note?: string }[]; all: ComponentProps<typeof Pager>['next'] }[]
}

/** What was found, kind by kind. */
export function SearchPage({ t, action, form, asked, kinds }: SearchProps) {
  return (
    <Article title={t('office.search.title')}>
      <Filter action={action}>
        <TextField
          name="q"
          type="search"
          label={t('office.search.label')}
          hint={t('office.search.hint')}
          maxLength={200}
          {...{ form, t }}
          autofocus
        />
        <Button>{t('office.search.button')}</Button>
      </Filter>
      {asked && kinds.length === 0 && <Notice>{t('office.search.none', { typed: form.values.q ?? '' })}</Notice>}
      {kinds.map(({ title, hits, all }) => (
        <Section key={title} title={title}>
          <Items>
            {hits.map(({ href, text, note }) => (
              <ItemCard key={href} href={href} title={text}>
                {note && <Small>{note}</Small>}
              </ItemCard>
            ))}
          </Items>
          <Pager next={all} first={undefined} />
        </Section>
      ))}
    </Article>
  )
}
