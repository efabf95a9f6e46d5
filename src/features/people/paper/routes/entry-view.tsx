import type { FastifyReply } from 'fastify'
import type { App } from '#platform/app'
import { httpTexts } from '#platform/http/texts'
import { formatDay } from '#platform/i18n/locales'
import { joinTexts, ofAnyKey } from '#platform/i18n/texts'
import type { FormState } from '#ui/form'
import { fullName } from '../../directory/index.ts'
import { agreementsOf, SUPPORT } from '../../core/index.ts'
import { bringingTexts } from '../../bringing/index.ts'
import { witnessOf } from '#staff'
import { EntryPage, type EntryProps } from '../paper.page.tsx'
import { linesOf, type SheetRecord } from '../queries.ts'
import { nextLine } from '../rules.ts'
import { texts } from '../texts.ts'

const pageTexts = joinTexts([httpTexts, bringingTexts, texts])
const untouched: FormState = { values: {}, errors: {} }

type Shown = { sheet: SheetRecord; form?: FormState; returned?: FormState }

/** Draws a sheet with what was entered of it; with forms that were refused, and says so. */
export async function showSheet(app: App, reply: FastifyReply, { sheet, form = untouched, returned = untouched }: Shown) {
  const { locale, link, actor } = reply.request
  const t = pageTexts.in(locale)
  const sees = actor.grants.get('people.see') ?? []
  const entered = await linesOf(app.database.read, sheet.number, sees)
  // What he typed himself he need not be noted for.
  const seen = entered.filter((one) => one.seen && one.entered_by !== actor.account).length
  if (seen > 0) await witnessOf(app)(actor, { action: 'list', object: 'sheet', id: String(sheet.number), count: seen })
  const base = link(`/staff/sheets/${sheet.number}`)
  // Who may not see the file learns of nobody whether she was in it.
  const told = sees === 'everywhere'
  const page: EntryProps = {
    t,
    locale,
    number: sheet.number,
    place: sheet.place ?? '',
    collected: sheet.collected_on
      ? t('paper.collected', { collector: sheet.collector ?? '', day: formatDay(locale, sheet.collected_on) })
      : undefined,
    returned,
    form,
    boxes: agreementsOf(app)({ ...sheet, locale })
      .filter(({ purpose }) => purpose.key !== SUPPORT.key)
      .map(({ purpose }) => ({ name: purpose.key, text: t('paper.ticked', { what: purpose.name[locale] }) })),
    // A line that is shown again keeps its number: the proof quotes it.
    line: form.values.line ? Number(form.values.line) : nextLine(entered.map(({ line }) => line)),
    lines: entered.toReversed().map((one) => ({
      line: one.line,
      name: one.seen ? fullName({ given_name: one.given_name ?? '', family_name: one.family_name }) : '',
      href: one.seen ? link(`/staff/people/${one.seen}`) : undefined,
      fate: t(told || one.fate === 'illegible' ? `paper.fate.${one.fate}` : 'paper.fate.noted'),
      good: one.fate !== 'illegible' && !(told && one.fate === 'refused'),
      reason: told && one.reason ? ofAnyKey(t)(one.reason) : '',
      removal: `${base}/lines/${one.line}/removal`,
    })),
    paths: {
      sheet: base,
      lines: `${base}/lines`,
      illegible: `${base}/illegible`,
      matches: `/staff/sheets/${sheet.number}/matches`,
      person: link('/staff/people/:person'),
      all: link('/staff/sheets'),
    },
  }
  return reply.page({
    title: t('paper.number', { number: sheet.number }),
    body: <EntryPage {...page} />,
    islands: ['entry.island.tsx'],
  })
}
