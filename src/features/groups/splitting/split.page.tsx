import type { Locale } from '#platform/i18n/locales'
import { DotMap, type Dot } from '#ui/dot-map'
import { ErrorSummary } from '#ui/error-summary'
import { Checkbox, ChoiceRow, Form, FormNotice, type FormState, SelectField, TextField } from '#ui/form'
import { Act, Article, Button, ButtonLink, Card, Disclosure, List, Notice, Small, TextLink } from '#ui/parts'
import { Columns, Desk } from '#ui/table'
import type { T } from './texts.ts'

type Name = { id: string; name: string }

export type ProposalProps = {
  key: string
  halves: { title: string; names: string[]; facts: string[] }[]
  words: string
  dots: Dot[]
  summary: string
  /** Where an organiser chooses it. */
  choose: string | undefined
}

export type SplitProps = {
  t: T
  locale: Locale
  name: string
  lead: string
  path: string
  members: Name[]
  own: { organises: boolean; hosts: boolean; companions: string[] }
  self: string
  proposals: ProposalProps[]
  desk:
    | { pins: { text: string; first: string; second: string }[]; keepLanguages: boolean; droppable: boolean; form: FormState }
    | undefined
  back: string
}

/** A group that is to become two: what each wishes, how it could be done, and who decides by when. */
export function SplitPage(props: SplitProps) {
  const { t, name, lead, proposals, desk, back } = props
  return (
    <Desk
      title={t('splitting.title', { name })}
      lead={lead}
      acts={
        <ButtonLink href={back} tone="plain">
          {t('splitting.back')}
        </ButtonLink>
      }
    >
      <Columns>
        <WishForm {...props} />
        {desk && <Pins {...props} desk={desk} />}
      </Columns>
      <h2 class="text-2xl font-bold">{t('splitting.proposals')}</h2>
      {proposals.length === 0 && <Notice>{t('splitting.none')}</Notice>}
      <Columns>
        {proposals.map((proposal, n) => (
          <ProposalCard key={proposal.key} t={t} n={n + 1} proposal={proposal} />
        ))}
      </Columns>
      {desk && (
        <p>
          <TextLink href={`${props.path}/decision`}>{t('splitting.otherwise')}</TextLink>
        </p>
      )}
      {desk?.droppable && <Act action={`${props.path}/drop`}>{t('splitting.drop.button')}</Act>}
    </Desk>
  )
}

function ProposalCard({ t, n, proposal }: { t: T; n: number; proposal: ProposalProps }) {
  const { halves, words, dots, summary, choose } = proposal
  return (
    <Card title={t('splitting.proposal', { n })}>
      <p>{words}</p>
      <DotMap dots={dots} summary={summary} />
      {halves.map(({ title, names, facts }) => (
        <div key={title}>
          <h3 class="font-bold">{title}</h3>
          <p>{names.join(', ')}</p>
          <Small>{facts.join(' · ')}</Small>
        </div>
      ))}
      {choose && <ButtonLink href={choose}>{t('splitting.choose')}</ButtonLink>}
    </Card>
  )
}

function WishForm({ t, path, members, own, self }: SplitProps) {
  const ticked = [
    ...(own.organises ? ['organises'] : []),
    ...(own.hosts ? ['hosts'] : []),
    ...own.companions.map((id) => `with[${id}]`),
  ]
  const form = { values: Object.fromEntries(ticked.map((name) => [name, 'true'])), errors: {} }
  return (
    <Card title={t('splitting.wish.title')}>
      <Form action={`${path}/wish`}>
        <Checkbox name="organises" label={t('splitting.wish.organises')} {...{ form, t }} />
        <Checkbox name="hosts" label={t('splitting.wish.hosts')} {...{ form, t }} />
        <Disclosure summary={t('splitting.wish.with')} open={own.companions.length > 0}>
          {members
            .filter(({ id }) => id !== self)
            .map(({ id, name }) => (
              <Checkbox key={id} name={`with[${id}]`} label={name} {...{ form, t }} />
            ))}
        </Disclosure>
        <Button tone="plain">{t('splitting.wish.button')}</Button>
      </Form>
    </Card>
  )
}

function Pins({ t, path, members, desk }: SplitProps & { desk: NonNullable<SplitProps['desk']> }) {
  const options = [{ value: '', text: '–' }, ...members.map(({ id, name }) => ({ value: id, text: name }))]
  const { pins, keepLanguages, form } = desk
  return (
    <Card title={t('splitting.pin.title')}>
      <List>
        {pins.map(({ text, first, second }) => (
          <li key={text}>
            {text}{' '}
            <Act small action={`${path}/pins/removal`} fields={{ first, second }}>
              {t('splitting.pin.remove')}
            </Act>
          </li>
        ))}
      </List>
      <Form action={`${path}/pins`}>
        <FormNotice form={form} t={t} />
        <SelectField name="first" label={t('splitting.pin.first')} {...{ form, t, options }} />
        <SelectField name="second" label={t('splitting.pin.second')} {...{ form, t, options }} />
        <Button tone="plain">{t('splitting.pin.button')}</Button>
      </Form>
      <Act small action={`${path}/languages`} fields={{ keep: keepLanguages ? 'no' : 'yes' }}>
        {keepLanguages ? t('splitting.languages.no') : t('splitting.languages.yes')}
      </Act>
    </Card>
  )
}

export type DecisionProps = {
  t: T
  locale: Locale
  name: string
  action: string
  members: (Name & { side: string })[]
  form: FormState
  back: string
}

/** The decision: who goes where, what the new group is called and where it is. Nothing has happened before its button. */
export function DecisionPage({ t, locale, name, action, members, form, back }: DecisionProps) {
  const labels = { name: t('splitting.decision.name'), where: t('splitting.decision.where') }
  const sides = (['stay', 'move'] as const).map((value) => ({ value, text: t(`splitting.decision.${value}`) }))
  return (
    <Article title={t('splitting.decision.title', { name })} lead={t('splitting.decision.lead')}>
      <Form action={action}>
        <ErrorSummary {...{ form, t, locale, labels }} />
        <FormNotice form={form} t={t} />
        <TextField name="name" label={labels.name} {...{ form, t }} maxLength={80} />
        <TextField name="where" label={labels.where} {...{ form, t }} maxLength={120} />
        {members.map(({ id, name: member, side }) => (
          <ChoiceRow key={id} name={`side[${id}]`} legend={member} options={sides} chosen={side} />
        ))}
        <Button>{t('splitting.decision.button')}</Button>
        <Small>{t('splitting.decision.after')}</Small>
      </Form>
      <p>
        <TextLink href={back}>{t('splitting.decision.back')}</TextLink>
      </p>
    </Article>
  )
}

export type NoSplitProps = {
  t: T
  name: string
  lead: string
  open: string | undefined
  undo: { text: string; action: string; button: string } | undefined
  lineage: string
  back: string
}

/** No split is under way: one was lately, or can be opened. */
export function NoSplitPage({ t, name, lead, open, undo, lineage, back }: NoSplitProps) {
  return (
    <Article title={t('splitting.title', { name })} lead={lead}>
      {undo && (
        <Card title={t('splitting.undo.title')}>
          <p>{undo.text}</p>
          <Act action={undo.action}>{undo.button}</Act>
        </Card>
      )}
      {open && <Act action={open}>{t('splitting.open.button')}</Act>}
      <p>
        <TextLink href={lineage}>{t('splitting.lineage.link')}</TextLink>
      </p>
      <p>
        <TextLink href={back}>{t('splitting.back')}</TextLink>
      </p>
    </Article>
  )
}
