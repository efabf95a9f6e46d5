import { Act, ButtonLink, Inline, Section, Small, TextLink } from '#ui/parts'
import { Badge, DataTable, Desk } from '#ui/table'
import { Row, Rows } from '#ui/items'
import type { T } from './texts.ts'

export type StaffRecipesProps = {
  t: T
  create: string
  proposals: { id: string; title: string; note: string; href: string; settle: string }[]
  comments: { id: string; words: string; note: string; settle: string }[]
  recipes: {
    id: string
    title: string
    href: string
    state: string | undefined
    done: string
    texts: { text: string; href: string; late: boolean }[]
    settle: string
    shown: boolean
  }[]
}

/** What editors look after: what was proposed, what was learnt, which words are out of date. */
export function StaffRecipesPage({ t, create, proposals, comments, recipes }: StaffRecipesProps) {
  return (
    <Desk
      title={t('recipes.staff.title')}
      lead={t('recipes.staff.lead')}
      acts={
        <ButtonLink href={create} tone="plain">
          {t('recipes.staff.create')}
        </ButtonLink>
      }
    >
      <Waiting {...{ t, proposals, comments }} />
      <RecipeTable t={t} recipes={recipes} />
      <Small>{t('recipes.staff.note')}</Small>
    </Desk>
  )
}

/** What somebody wrote, with the two answers to it. */
function Waiting({ t, proposals, comments }: Pick<StaffRecipesProps, 't' | 'proposals' | 'comments'>) {
  const answers = (settle: string, no: 'decline' | 'hide') => (
    <>
      <Act small tone="primary" action={settle} fields={{ shown: 'yes' }}>
        {t('recipes.staff.show')}
      </Act>
      <Act small tone="danger" action={settle} fields={{ shown: 'no' }}>
        {t(`recipes.staff.${no}`)}
      </Act>
    </>
  )
  return (
    <>
      {proposals.length > 0 && (
        <Section title={t('recipes.staff.proposals')}>
          <Rows label={t('recipes.staff.proposals')}>
            {proposals.map(({ id, title, note, href, settle }) => (
              <Row key={id} title={<TextLink href={href}>{title}</TextLink>} note={note} acts={answers(settle, 'decline')} />
            ))}
          </Rows>
        </Section>
      )}
      {comments.length > 0 && (
        <Section title={t('recipes.staff.comments')}>
          <Rows label={t('recipes.staff.comments')}>
            {comments.map(({ id, words, note, settle }) => (
              <Row key={id} title={words} note={note} acts={answers(settle, 'hide')} />
            ))}
          </Rows>
        </Section>
      )}
    </>
  )
}

function RecipeTable({ t, recipes }: Pick<StaffRecipesProps, 't' | 'recipes'>) {
  const head = (['recipe', 'month', 'words', 'acts'] as const).map((name) => t(`recipes.staff.head-${name}`))
  const rows = recipes.map(({ id, title, href, state, done, texts, settle, shown }) => ({
    key: id,
    cells: [
      <>
        <TextLink href={href}>{title}</TextLink> {state && <Badge tone="bad">{state}</Badge>}
      </>,
      done,
      <Inline key="texts">
        {texts.map(({ text, href: edit, late }) => (
          <>
            <TextLink href={edit}>{text}</TextLink> {late && <Badge tone="bad">{t('recipes.staff.late')}</Badge>}
          </>
        ))}
      </Inline>,
      <Act key="settle" small action={settle} fields={{ shown: shown ? 'no' : 'yes' }}>
        {t(shown ? 'recipes.staff.withdraw' : 'recipes.staff.show')}
      </Act>,
    ],
  }))
  return <DataTable caption={t('recipes.staff.title')} head={head} rows={rows} empty={t('recipes.none')} />
}
