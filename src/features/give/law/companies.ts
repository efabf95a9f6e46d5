/** Legal forms that firms and associations write beside their names. */
const FORMS = new Set(
  [
    'SARL SAS SASU EURL SCI SCP SNC SCOP SCIC SELARL SELAS SCA EARL GAEC GIE GMBH MBH AG KG OHG UG LTD LIMITED LLC LLP PLC INC CORP CORPORATION CO SL SLU SAU',
    'BV NV SPRL ASBL VZW OU OY AB SRL SPA LDA SE EI SA ASSOCIATION ASSOC FONDATION FUNDACION STIFTUNG SYNDICAT MAIRIE COMMUNE VEREIN COMPANY COOPERATIVA',
  ].flatMap((line) => line.split(' ')),
)

/** Forms that are names of people too ("Sa", "Co", "Ou"…): these count only in capitals and at the end. */
const SHORT = new Set(['SA', 'CO', 'AG', 'AB', 'SE', 'OU', 'OY', 'UG', 'EI', 'KG', 'SL', 'BV', 'NV'])

/** Whether the name on a card or account looks like that of a firm or an association: "SARL X", "X S.A.". A guess, for somebody to look at. */
export function looksLikeCompany(name: string): boolean {
  const words = name
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/(?<=\b\p{L})\.(?=\p{L}\b)/gu, '')
    .split(/[^\p{L}&]+/u)
    .filter(Boolean)
  const isShouted = name === name.toUpperCase()
  return words.some((word, n) => {
    const form = word.toUpperCase()
    if (!FORMS.has(form)) return false
    return !SHORT.has(form) || (n === words.length - 1 && word === form && (!isShouted || /\p{L}\.\p{L}/u.test(name)))
  })
}
