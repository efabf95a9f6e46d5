import type { FastifyReply } from 'fastify'
import {
  categoriesToChoose,
  ceilingOf,
  factsOf,
  filesOf,
  giversToChoose,
  handsOf,
  isOver,
  MEANS,
  spendingFigures,
  type SpendingRecord,
  todayIn,
  twinsOf,
  valuesOf,
  vouchersOf,
} from '../../spending/index.ts'
import type { App } from '#platform/app'
import type { FormState } from '#ui/form'
import type { RecipientRecord } from '../../core/index.ts'
import { TWO_FROM } from '../../giving/index.ts'
import { sayAmount } from '../../law/index.ts'
import { paths } from '../paths.ts'
import { SpendingPage } from '../spending.page.tsx'
import { type PageT, pageTexts } from '../texts.ts'

/** Forms of a spending's page as they were sent, where something is wrong with them. */
type Forms = Record<'allow' | 'pay' | 'reason' | 'draft' | 'voucher', FormState>
const EMPTY: FormState = { values: {}, errors: {} }

type Shown = { recipient: RecipientRecord; spending: SpendingRecord; forms?: Partial<Forms> }

/** One spending as its treasurer sees it. */
export async function showSpending(app: App, reply: FastifyReply, { recipient, spending, forms = {} }: Shown) {
  const { locale, link } = reply.request
  const { read } = app.database
  const t = pageTexts.in(locale)
  const [files, twins, ceiling, figures] = await Promise.all([
    vouchersOf(read, spending.id),
    twinsOf(read, spending),
    ceilingOf(read, recipient.id),
    spendingFigures(read, recipient.id),
  ])
  const { state, kind, amount, currency } = spending
  const action = link(paths.spending(recipient.id, spending.id))
  const can = actsOn(spending)
  const past = ceiling ? figures.counted + amount - ceiling.amount : 0
  const say = (some: number) => sayAmount(locale, some, currency)
  const vouchers = { t, locale, action: `${action}/vouchers`, form: forms.voucher ?? EMPTY }
  const props = {
    t,
    locale,
    title: spending.words,
    state: t(`spending.state-${state}`),
    action,
    kind,
    can,
    facts: factsOf(spending, { t, locale, whole: true }),
    hands: handsOf(app, spending, { t, locale }),
    vouchers: {
      ...vouchers,
      files: filesOf(files, { t, locale, path: vouchers.action }),
      mayAdd: !isOver(state),
      mayRemove: can.drop,
    },
    twins: twins.map(({ id, number, words, why }) => ({
      href: link(paths.spending(recipient.id, id)),
      text: t(`paying.twin-${why}`, { words, number: number ?? '–' }),
    })),
    over: can.allow && past > 0 ? t('paying.over-then', { amount: say(past) }) : undefined,
    two: can.drop && amount >= TWO_FROM ? t('paying.two', { amount: say(TWO_FROM) }) : undefined,
    forms: {
      allow: EMPTY,
      pay: { values: { paid_on: todayIn(app, recipient), paid_by: 'transfer' }, errors: {} },
      reason: EMPTY,
      ...forms,
    },
    draft: can.drop ? draftPart(spending, { t, form: forms.draft }) : undefined,
    means: MEANS.map((value) => ({ value, text: t(`spending.means-${value}`) })),
    back: { href: link(paths.book(recipient.id)), text: t('paying.back') },
  }
  return reply.page({ title: spending.words, body: <SpendingPage {...props} /> })
}

/** What its treasurer can do with it where it stands. */
function actsOn({ state, group_id }: SpendingRecord) {
  const open = state === 'draft' && group_id === null
  return {
    allow: open || state === 'seconded',
    pay: state === 'payable',
    refuse: state === 'seconded',
    void: state === 'payable' || state === 'given',
    back: state === 'paid',
    drop: open,
  }
}

/** The form by which a draft is corrected. */
const draftPart = (spending: SpendingRecord, { t, form }: { t: PageT; form: FormState | undefined }) => ({
  form: form ?? { values: valuesOf(spending), errors: {} },
  open: form !== undefined,
  categories: categoriesToChoose(t),
  ...(spending.kind === 'in-kind' ? { inKind: giversToChoose(t) } : {}),
})
