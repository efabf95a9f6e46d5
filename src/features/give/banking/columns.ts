import { normalise } from '#platform/text/normalise'

export type Column =
  | 'booked'
  | 'valued'
  | 'amount'
  | 'debit'
  | 'credit'
  | 'mark'
  | 'text'
  | 'more'
  | 'info'
  | 'status'
  | 'name'
  | 'iban'
  | 'reference'
  | 'balance'
  | 'currency'

/** How banks of France, Britain, Spain and Germany head their columns, as `normalise` writes them; the first that fits. */
const HEADS: [Column, RegExp][] = [
  // Banques populaires and Caisses d’épargne say in three columns what it is for; Sparkassen what kind it is before what it is for.
  ['more', /^(libelle operation|buchungstext)$/],
  ['info', /^informations complementaires$/],
  // Whether it is booked, as Sparkassen say it.
  ['status', /^(info|status|statut|etat|estado)$/],
  ['valued', /^(dateval|date (de )?valeur|value date|fecha valor|f valor|valuta(datum)?|wert(stellung)?|wertstellungstag)$/],
  [
    'booked',
    /^(dateop|date( (de |d )?(operation|comptabilisation|comptable|ecriture))?|(booking |posting |transaction )?date|fecha( (de )?(operacion|contable))?|f operacion|buchungstag|buchungsdatum|buchung)$/,
  ],
  ['debit', /^(debit|montant debit|debit( eur| euros)|money out|paid out|cargo|debe|soll|belastung)$/],
  ['credit', /^(credit|montant credit|credit( eur| euros)|money in|paid in|abono|haber|haben|gutschrift)$/],
  ['mark', /^(sens|soll haben|debit credit|cr dr|s h)$/],
  ['balance', /^(solde( .*)?|(running )?balance|saldo( .*)?|kontostand)$/],
  [
    'amount',
    /^(montant( de l operation)?( eur| euros| en eur| en euros)?|amount( eur)?|importe( eur)?|betrag( eur)?|umsatz( in .*)?)$/,
  ],
  ['currency', /^(devise|currency|divisa|moneda|wahrung|waehrung)$/],
  ['iban', /^(iban( .*)?|.* iban|compte( du)? (tiers|contrepartie)|kontonummer( iban)?)$/],
  [
    'name',
    /^(nom( .*)?|contrepartie|donneur d ordre|emetteur|tiers|payer|payee|name|beneficiario|ordenante|auftraggeber( .*)?|beguenstigter( .*)?|begunstigter( .*)?|name zahlungsbeteiligter)$/,
  ],
  ['reference', /^(reference( .*)?|ref|end to end( .*)?|referencia|kundenreferenz( .*)?|end to end referenz)$/],
  [
    'text',
    /^(label|libelle( .*)?|intitule|motif|detail( .*)?|description|details|memo|communication|concepto|descripcion|verwendungszweck)$/,
  ],
]

/** What the columns of a header mean. A column that is headed twice is the first one's. */
export function columnsOf(header: readonly string[]): Partial<Record<Column, number>> {
  const found: Partial<Record<Column, number>> = {}
  for (const [at, cell] of header.entries()) {
    const name = normalise(cell)
    const column = HEADS.find(([, says]) => says.test(name))?.[0]
    if (column) found[column] ??= at
  }
  return found
}

export const isHeader = (cells: readonly string[]): boolean => {
  const found = columnsOf(cells)
  return found.booked !== undefined && (found.amount !== undefined || (found.debit !== undefined && found.credit !== undefined))
}
