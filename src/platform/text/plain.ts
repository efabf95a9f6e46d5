/**
 * A text without what nobody sees (Unicode's Default_Ignorable_Code_Point: zero-width spaces, soft hyphens, marks of direction), in
 * compatibility form: letters of full width are letters, every space is one.
 */
export function plain(text: string): string {
  return text
    .replace(/\p{Default_Ignorable_Code_Point}/gu, '')
    .normalize('NFKC')
    .replace(/\p{Zs}/gu, ' ')
}

/** The same with the decimal digits of any script as 0 to 9. */
export function plainDigits(text: string): string {
  return plain(text).replace(/\p{Nd}/gu, (digit) => String(valueOf(digit)))
}

/** Each script has its ten digits one after the other, and a script begins where another has ended (Unicode 16, §4.6). */
function valueOf(digit: string): number {
  const code = digit.codePointAt(0)!
  let before = 0
  while (/^\p{Nd}$/u.test(String.fromCodePoint(code - before - 1))) before += 1
  return before % 10
}
