import type { App } from '#platform/app'
import { countryName, formatDay, formatNumber } from '#platform/i18n/locales'
import { openPaper, type Paper, write } from '#platform/printing'
import { findRecipient } from '../core/index.ts'
import { euroWords, sayAmount } from '../law/index.ts'
import { printReference } from '../banking/index.ts'
import type { LoanRecord } from './queries.ts'
import { loanReference, percentOf, sumOf } from './rules.ts'
import { pageTexts, type PageT } from './texts.ts'

// A4 upright, in points.
const MARGIN = 56
const INNER = 595.28 - 2 * MARGIN
const BOTTOM = 841.89 - MARGIN

/** The contract of a loan, in the language in which its lender agreed to it: parties, terms as she saw them, what is due when, room for two hands. */
export async function printContract(app: App, loan: LoanRecord): Promise<Paper['doc']> {
  const { locale, currency } = loan
  const t = pageTexts.in(locale)
  const recipient = (await findRecipient(app.database.read, loan.recipient_id))!
  const title = t('loans.contract')
  const paper = await openPaper({ size: 'A4', margin: MARGIN, lang: locale, info: { Title: title }, displayTitle: true })
  const { doc } = paper
  doc.fillColor('#211d17').strokeColor('#8a8378').lineWidth(0.6)
  let top = write(paper, title, { left: MARGIN, width: INNER, top: MARGIN, size: 20, bold: true }) + 4
  const say = (words: string, { bold = false, gap = 8 } = {}) => {
    top = write(paper, words, { left: MARGIN, width: INNER, top, size: 10.5, bold }) + gap
  }
  say(t('loans.paper-number', { number: printReference(loanReference(loan.number)), day: formatDay(locale, loan.agreed_on) }))
  const { street, postal_code, town, country } = loan.told.fields
  const address = [street, `${postal_code} ${town}`, countryName(locale, country!)].join(', ')
  say(t('loans.paper-lender', { name: `${loan.given_name} ${loan.family_name}`, address }))
  say(t('loans.paper-borrower', { beneficiary: recipient.beneficiary, holder: recipient.holder ?? recipient.beneficiary }))
  for (const words of terms(loan, t)) say(words)
  say(t('loans.consequences'), { bold: true, gap: 2 })
  say(loan.consequences)
  say(t('loans.schedule'), { bold: true, gap: 4 })
  top = drawSchedule(paper, loan, { t, top })
  const { principal, interest } = sumOf(loan.instalments)
  const [a, b] = [sayAmount(locale, principal, currency), sayAmount(locale, interest, currency)]
  say(t('loans.sum', { principal: a, interest: b, all: sayAmount(locale, principal + interest, currency) }), { bold: true })
  say(t('loans.paper-rule', { rule: loan.rule, version: loan.rule_version }))
  if (top > BOTTOM - 90) {
    doc.addPage()
    top = MARGIN
  }
  for (const [at, hand] of (['lender', 'borrower'] as const).entries())
    write(paper, t(`loans.paper-sign-${hand}`), {
      left: MARGIN + at * (INNER / 2),
      width: INNER / 2 - 10,
      top: top + 14,
      size: 10.5,
    })
  doc.end()
  return doc
}

function terms(loan: LoanRecord, t: PageT): string[] {
  const { locale, currency, amount, rate, months, kind } = loan
  const said = sayAmount(locale, amount, currency)
  // In words where it is read in French: a figure can be changed with one stroke.
  const inWords = locale === 'fr' && currency === 'EUR' ? `${said} (${euroWords(amount)})` : said
  const percent = formatNumber(locale, percentOf(rate))
  return [
    t('loans.paper-amount', { amount: inWords }),
    rate === 0 ? t('loans.paper-free') : t('loans.paper-rate', { percent }),
    t(`loans.paper-kind-${kind}`, { n: months }),
    t('loans.paper-habit'),
  ]
}

const COLUMNS = [0.34, 0.22, 0.22, 0.22]

function drawSchedule(
  paper: Paper,
  { instalments, locale, currency }: LoanRecord,
  { t, top: from }: { t: PageT; top: number },
): number {
  const { doc } = paper
  const say = (amount: number) => sayAmount(locale, amount, currency)
  let top = from
  const row = (cells: string[], bold = false) => {
    if (top > BOTTOM - 16) {
      doc.addPage()
      top = MARGIN
    }
    let left = MARGIN
    for (const [n, cell] of cells.entries()) {
      const width = COLUMNS[n]! * INNER
      write(paper, cell, { left, width: width - 6, top, height: 14, size: 10, least: 7, bold, align: n === 0 ? 'left' : 'right' })
      left += width
    }
    top += 15
    doc
      .moveTo(MARGIN, top - 1.5)
      .lineTo(MARGIN + INNER, top - 1.5)
      .stroke()
  }
  row([t('loans.due-on'), t('loans.principal'), t('loans.interest'), t('loans.to-pay')], true)
  for (const { due_on, principal, interest } of instalments)
    row([formatDay(locale, due_on), say(principal), say(interest), say(principal + interest)])
  return top + 8
}
