import { DotMap, type Dot } from '#ui/dot-map'
import { Form, FormNotice, type FormState, Hidden, SelectField, TextField } from '#ui/form'
import { Button, Card, Notice, Small, TextLink } from '#ui/parts'
import { Columns, Desk } from '#ui/table'
import type { T } from './texts.ts'

export type StaffProposal = {
  key: string
  words: string
  dots: Dot[]
  summary: string
  halves: {
    which: 'stay' | 'move'
    title: string
    names: string[]
    facts: string[]
    /** Nobody of it leads: who of them would, having agreed. */
    choose: { value: string; text: string }[] | undefined
  }[]
  sides: [string, 'stay' | 'move'][]
  form: FormState
}

export type StaffSplitProps = {
  t: T
  name: string
  lead: string
  /** It is staff's turn. */
  due: boolean
  action: string
  proposals: StaffProposal[]
  back: string
}

/** A split that nobody decided, for those in charge of the territory: they find who leads each half, and decide. */
export function StaffSplitPage({ t, name, lead, due, action, proposals, back }: StaffSplitProps) {
  return (
    <Desk title={t('splitting.title', { name })} lead={lead}>
      {due && <Notice>{t('splitting.staff.how')}</Notice>}
      <Columns>
        {proposals.map((proposal, n) => (
          <Card key={proposal.key} title={t('splitting.proposal', { n: n + 1 })}>
            <p>{proposal.words}</p>
            <DotMap dots={proposal.dots} summary={proposal.summary} />
            <Proposal t={t} action={action} due={due} n={n} proposal={proposal} />
          </Card>
        ))}
      </Columns>
      <p>
        <TextLink href={back}>{t('splitting.staff.back')}</TextLink>
      </p>
    </Desk>
  )
}

type ProposalProps = { t: T; action: string; due: boolean; n: number; proposal: StaffProposal }

function Proposal({ t, action, due, proposal: { halves, sides, form } }: ProposalProps) {
  const parts = halves.map(({ which, title, names, facts, choose }) => (
    <div key={which}>
      <h3 class="font-bold">{title}</h3>
      <p>{names.join(', ')}</p>
      <Small>{facts.join(' · ')}</Small>
      {due && choose && (
        <SelectField name={`lead[${which}]`} label={t('splitting.staff.lead')} {...{ form, t, options: choose }} />
      )}
    </div>
  ))
  if (!due) return <>{parts}</>
  return (
    <Form action={action}>
      <FormNotice form={form} t={t} />
      {parts}
      {sides.map(([id, side]) => (
        <Hidden key={id} name={`side[${id}]`} value={side} />
      ))}
      <TextField name="name" label={t('splitting.decision.name')} {...{ form, t }} maxLength={80} />
      <TextField name="where" label={t('splitting.decision.where')} {...{ form, t }} maxLength={120} />
      <Button>{t('splitting.staff.button')}</Button>
    </Form>
  )
}
