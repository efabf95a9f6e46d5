/**
 * Years from which somebody agrees for herself to a service of the information society (GDPR art. 8(1) and the law of each): ES Ley Orgánica 3/2018 art. 7; FR loi
 * 78-17 art. 45; IT d.lgs. 196/2003 art. 2-quinquies; BE loi du 30 juillet 2018 art. 7; PT Lei 58/2019 art. 16; AT DSG § 4(4).
 */
const AGES: Record<string, number> = { AT: 14, BE: 13, ES: 14, FR: 15, IT: 14, PT: 13 }
/** Where we know of no other: the regulation's own. */
const AGE = 16

/** Whether somebody born that day (YYYY-MM-DD) is too young to agree today (YYYY-MM-DD) in that country. */
export function isChild(born_on: string, { country, today }: { country: string; today: string }): boolean {
  const age = AGES[country] ?? AGE
  const [year = '', ...day] = born_on.split('-')
  const grown = [String(Number(year) + age), ...day].join('-')
  return grown > today
}
