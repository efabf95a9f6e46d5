/** The form by which one gives has written in who is signed in, as she called herself the last time. */
export const OWN_GIFT = '/give/:recipient, /give/for/:campaign'

const LENT = '/staff/loans/:recipient/:loan, /staff/loans/:recipient/:loan/contract'
const BOOKED =
  'POST /staff/books/files/gifts, POST /staff/books/files/annex, POST /staff/books/files/receipts, /staff/books/:recipient/annex'
const THANKED = '/staff/gifts/:recipient/:gift, /staff/acknowledgements/:recipient/:gift'
const BILL = '/staff/spending/:recipient/:spending'
const REQUEST = '/groups/:group/spending, /groups/:group/spending/:spending'
const STATEMENT =
  '/staff/statements/:recipient, /staff/statements/:recipient/files/:file, /staff/statements/:recipient/lines/:line'

/** Where what is planted of gifts, dues, loans, spending and the bank may be told, as in `disclosed.ts`. `treasurer` keeps the book, `elsewhere` another's. */
export const OF_GIFTS = {
  "donor's family name": {
    herself: `${OWN_GIFT}, /give/acknowledgements/:token, /give/acknowledgements/:token/paper.pdf, /me/gifts/years/:year/:donor, /me/loans/:loan/contract`,
    treasurer: `${THANKED}, ${BOOKED}, /staff/dues/:recipient, /staff/dues/:recipient/:member, /staff/loans/:recipient, /staff/loans/:recipient/years/:year, ${LENT}`,
  },
  'street of a gift': { herself: OWN_GIFT, treasurer: `/staff/gifts/:recipient/:gift, ${BOOKED}` },
  'street of dues': { treasurer: '/staff/dues/:recipient/:member' },
  'street of a loan': { herself: '/me/loans/:loan/contract', treasurer: LENT },
  'name on a cheque': { treasurer: `${THANKED}, ${BOOKED}, /staff/books/:recipient/sheet/:sheet` },
  'street on a cheque': { treasurer: `/staff/gifts/:recipient/:gift, ${BOOKED}` },
  'number of a slip': { treasurer: 'POST /staff/books/files/receipts, /staff/books/:recipient/sheet/:sheet' },
  'what was spent': { treasurer: `/staff/spending/:recipient, ${BILL}, POST /staff/books/files/spending` },
  'to whom it was paid': { treasurer: `/staff/spending/:recipient, ${BILL}, POST /staff/books/files/spending` },
  'number of a bill': { treasurer: `${BILL}, POST /staff/books/files/spending` },
  'account of who is paid': { treasurer: BILL },
  'name of a voucher': { treasurer: BILL },
  'words on a bill': { treasurer: '/staff/spending/:recipient/:spending/vouchers/:voucher' },
  'words on the paper of a group': { organiser: '/groups/:group/spending/:spending/vouchers/:voucher' },
  'what a group asks to be paid': { organiser: `her file, ${REQUEST}` },
  'to whom a group would pay': { organiser: `her file, ${REQUEST}` },
  'name at the bank': { treasurer: STATEMENT },
  'words at the bank': { treasurer: STATEMENT },
  'account at the bank': { treasurer: '/staff/statements/:recipient/lines/:line' },
}
