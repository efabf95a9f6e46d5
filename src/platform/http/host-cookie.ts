/**
 * A cookie of this site: no script reads it, no other site sends it along with what changes anything. Over HTTPS alone where there is, and then under
 * `__Host-`: no other host of the domain can set it (RFC 6265bis §4.1.3.2).
 *
 * @param seconds how long the browser keeps it.
 */
export function hostCookie(publicUrl: string, name: string, seconds: number) {
  const secure = publicUrl.startsWith('https:')
  return {
    name: secure ? `__Host-${name}` : name,
    options: { path: '/', httpOnly: true, secure, sameSite: 'lax' as const, maxAge: seconds },
  }
}
