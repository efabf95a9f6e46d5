import { OURS } from './statements.ts'

/**
 * A file made up after what others say of a bank's shape, and what a treasurer needs of it. No bank's own paper and no bank's own file was read for these: what a bank really
 * writes may differ.
 */
type BankFixture = {
  bank: string
  /** Who says that it looks so. */
  source: string
  bytes: Buffer
  lines: {
    amount: number
    booked: string
    name?: string | null
    iban?: string | null
    reference?: string
    says?: string
    returned?: string
  }[]
  pending?: number
}

const text = (lines: string[], encoding: BufferEncoding = 'utf8') => Buffer.from(lines.join('\r\n'), encoding)
const RF = 'RF18539007547034'
const DONOR = 'DE02120300000000202051'

export const BANKS: BankFixture[] = [
  {
    bank: 'Sparkasse, CSV-CAMT V2',
    source:
      'public repositories that read exports of Sparkassen: 17 columns, Windows-1252, days with two digits of the year, announced ones in the last column',
    bytes: text(
      [
        '"Auftragskonto";"Buchungstag";"Valutadatum";"Buchungstext";"Verwendungszweck";"Glaeubiger ID";"Mandatsreferenz";"Kundenreferenz (End-to-End)";"Sammlerreferenz";"Lastschrift Ursprungsbetrag";"Auslagenersatz Ruecklastschrift";"Beguenstigter/Zahlungspflichtiger";"Kontonummer/IBAN";"BIC (SWIFT-Code)";"Betrag";"Waehrung";"Info"',
        `"DE02";"25.09.26";"25.09.26";"GUTSCHR. UEBERWEISUNG";"Spende für März; ${RF}";"";"";"NOTPROVIDED";"";"";"";"Zoé Müller";"${DONOR}";"BYLADEM1001";"1.025,00";"EUR";"Umsatz gebucht"`,
        '"DE02";"26.09.26";"26.09.26";"LASTSCHRIFT";"Vorgemerkt";"";"";"";"";"";"";"Netz";"";"";"-12,99";"EUR";"Umsatz vorgemerkt"',
      ],
      'latin1',
    ),
    lines: [{ amount: 102500, booked: '2026-09-25', name: 'Zoé Müller', iban: DONOR, says: RF }],
    pending: 1,
  },
  {
    bank: 'Caisse d’Épargne and Banque Populaire, CSV',
    source:
      'public repositories that read exports of BPCE: 13 columns, Windows-1252, a title above, days with two digits of the year, what it is for in three columns',
    bytes: text(
      [
        'Numéro de compte : 00000000000;;;;;;;;;;;;',
        'Date de comptabilisation;Libelle simplifie;Libelle operation;Reference;Informations complementaires;Type operation;Categorie;Sous categorie;Debit;Credit;Date operation;Date de valeur;Pointage operation',
        `25/09/26;VIR RUIZ;VIR SEPA MME ANA RUIZ;REF2;DON ${RF};Virement;;;;1 800,00;24/09/26;25/09/26;0`,
        '26/09/26;FRAIS;FRAIS TENUE DE COMPTE;REF1;;Frais;;;-12,30;;26/09/26;26/09/26;0',
      ],
      'latin1',
    ),
    lines: [
      { amount: 180000, booked: '2026-09-25', says: RF },
      { amount: -1230, booked: '2026-09-26' },
    ],
  },
  {
    bank: 'BoursoBank, CSV',
    source:
      'public repositories that read exports of BoursoBank: days as ISO writes them, UTF-8 with a mark, the last column is the account’s balance of today and proves nothing',
    bytes: text([
      '\uFEFFdateOp;dateVal;label;category;categoryParent;supplierFound;amount;comment;accountNum;accountLabel;accountbalance',
      `2026-09-25;2026-09-25;"VIR SEPA ANA RUIZ ${RF}";"Virements reçus";"Virements reçus";;500,00;;00040211293;BoursoBank;1000.00`,
      '2026-09-24;2026-09-24;"PRLV SEPA";"Frais";"Frais";;-25,50;;00040211293;BoursoBank;1000.00',
    ]),
    lines: [
      { amount: 50000, booked: '2026-09-25', says: RF },
      { amount: -2550, booked: '2026-09-24' },
    ],
  },
  {
    bank: 'a German bank, MT940 in Latin-1',
    source:
      'from memory of appendix 3 of the DFÜ agreement of German banks, not read again: subfields of field 86, cut at 27 signs; marks EREF, MREF, SVWZ',
    bytes: text(
      [
        '',
        ':20:STARTUMS',
        ':25:12030000/0000202051',
        ':28C:00185/001',
        ':60F:C260924EUR1000,00',
        ':61:2609250925CR25,00N166NONREF',
        `:86:166?00GUTSCHRIFT?109310?20EREF+NOTPROVIDED?21SVWZ+Spende f\u00fcr M\u00e4rz RF18 5?22390 0754 7034 danke?31${DONOR}?32Zo\u00e9 M\u00fcller`,
        ':61:2609250925DR25,00NRTINONREF',
        ':86:109?00RETOURE?20EREF+E-7788?21SVWZ+Grund AC04 Konto aufge?22l\u00f6st?32Ana Ruiz',
        ':62F:C260925EUR1000,00',
        '-',
        '',
      ],
      'latin1',
    ),
    lines: [
      { amount: 2500, booked: '2026-09-25', name: 'Zo\u00e9 M\u00fcller', iban: DONOR, says: 'RF18 5390 0754 7034' },
      { amount: -2500, booked: '2026-09-25', reference: 'E-7788', returned: 'AC04' },
    ],
  },
  {
    bank: 'ABN AMRO, MT940',
    source:
      'public repositories that read files of ABN AMRO: a header of three lines, field 28 without C, codes between slashes, cut in the middle of words',
    bytes: text([
      'ABNANL2A',
      '940',
      'ABNANL2A',
      ':20:ABN AMRO BANK NV',
      ':25:123456789',
      ':28:13501/1',
      ':60F:C120511EUR5138,61',
      ':61:1205120514C500,01N654NONREF',
      `:86:/TRTP/SEPA OVERBOEKING/IBAN/${DONOR}/BIC/BYLADEM1001`.padEnd(69),
      `/NAME/A RUIZ/REMI/GIFT ${RF}/EREF/NOTPROVI`.padEnd(65),
      'DED',
      ':62F:C120514EUR5638,62',
      '-',
    ]),
    lines: [{ amount: 50001, booked: '2012-05-14', iban: DONOR, says: RF }],
  },
  {
    bank: 'an amount of a batch net of charges, CAMT.053.001.02',
    source:
      'from memory of the message definition camt.053.001.02 of ISO 20022, not read again: Ntry/Chrgs beside details whose amounts stand in AmtDtls/TxAmt',
    bytes: text(
      [
        '<?xml version="1.0" encoding="ISO-8859-1"?>',
        `<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.02"><BkToCstmrStmt><GrpHdr><MsgId>M</MsgId></GrpHdr><Stmt><Id>1</Id><Acct><Id><IBAN>${OURS}</IBAN></Id><Ccy>EUR</Ccy></Acct>`,
        '<Bal><Tp><CdOrPrtry><Cd>PRCD</Cd></CdOrPrtry></Tp><Amt Ccy="EUR">0</Amt><CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>2026-09-24</Dt></Dt></Bal>',
        '<Bal><Tp><CdOrPrtry><Cd>CLBD</Cd></CdOrPrtry></Tp><Amt Ccy="EUR">29.50</Amt><CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>2026-09-25</Dt></Dt></Bal>',
        '<Ntry><Amt Ccy="EUR">29.50</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts>BOOK</Sts><BookgDt><Dt>2026-09-25</Dt></BookgDt><BkTxCd/><Chrgs><Amt Ccy="EUR">0.50</Amt></Chrgs><NtryDtls><Btch><NbOfTxs>2</NbOfTxs></Btch>',
        ...[10, 20].map(
          (amount) =>
            `<TxDtls><Refs><EndToEndId>E-${amount}0000</EndToEndId></Refs><AmtDtls><TxAmt><Amt Ccy="EUR">${amount}.00</Amt></TxAmt></AmtDtls><RltdPties><Dbtr><Nm>Zo\u00e9</Nm></Dbtr></RltdPties></TxDtls>`,
        ),
        '</NtryDtls></Ntry></Stmt></BkToCstmrStmt></Document>',
      ],
      'latin1',
    ),
    lines: [
      { amount: 1000, booked: '2026-09-25', name: 'Zo\u00e9', reference: 'E-100000' },
      { amount: 2000, booked: '2026-09-25', reference: 'E-200000' },
      { amount: -50, booked: '2026-09-25' },
    ],
  },
]
