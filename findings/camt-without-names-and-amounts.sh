#!/usr/bin/env bash
# camt-parser 1.1.0, which says that it reads camt.053.001.08, of valid statements of that very version, each without a word:
# - `<RvslInd>1</RvslInd>`, which an xs:boolean may be as well as `true`, is no reversal: what undid a gift counts as one more;
# - who paid (`Dbtr`) is not there, and of what she wrote (`Ustrd`) nothing: of money that comes in, which is why one reads the file;
# - movements of a batch have no amounts: since .001.04 each has its own `Amt`, and the parser looks among `AmtDtls` alone.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund camt-parser@1.1.0
cat >run.mjs <<'JS'
import camt from 'camt-parser'

const detail = (amount, more = '') => `<TxDtls><Refs><EndToEndId>E${amount}</EndToEndId></Refs><Amt Ccy="EUR">${amount}.00</Amt><CdtDbtInd>CRDT</CdtDbtInd>${more}</TxDtls>`
const entry = (amount, more, details) => `<Ntry><Amt Ccy="EUR">${amount}.00</Amt><CdtDbtInd>CRDT</CdtDbtInd>${more}<Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>2026-03-05</Dt></BookgDt><BkTxCd/><NtryDtls>${details}</NtryDtls></Ntry>`
const read = async (one) => {
  const xml = `<?xml version="1.0"?><Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt><GrpHdr><MsgId>M</MsgId><CreDtTm>2026-03-05T00:00:00</CreDtTm></GrpHdr><Stmt><Id>S</Id><Acct><Id><IBAN>FR7630006000011234567890189</IBAN></Id></Acct>${one}</Stmt></BkToCstmrStmt></Document>`
  return (await camt.parseCamt053(xml)).statements[0].transactions[0]
}
for (const said of ['true', '1']) console.log(`RvslInd ${said}: ${(await read(entry(5, `<RvslInd>${said}</RvslInd>`, detail(5)))).reversalIndicator}`)
const who = '<RltdPties><Dbtr><Pty><Nm>Ana Ruiz</Nm></Pty></Dbtr></RltdPties><RmtInf><Ustrd>RF18 5390 0754 7034</Ustrd></RmtInf>'
const [{ relatedParties, remittanceInformation }] = (await read(entry(5, '', detail(5, who)))).details
console.log('who paid:', JSON.stringify(relatedParties), 'what she wrote:', JSON.stringify(remittanceInformation))
const batch = (await read(entry(5, '', detail(2) + detail(3)))).details
console.log('a batch of 2 and 3 euros:', JSON.stringify(batch.map(({ amountDetails }) => amountDetails.transactionAmount.value)))
JS
node run.mjs | tee seen
diff seen - <<'SEEN'
RvslInd true: true
RvslInd 1: false
who paid: {} what she wrote: undefined
a batch of 2 and 3 euros: ["",""]
SEEN
