/** Enough of an address to tell a wave of forgeries, not enough to tell a household: /24, or /48. */
export function truncateIp(ip: string): string {
  const v4 = /^(?:::ffff:)?(\d+\.\d+\.\d+)\.\d+$/.exec(ip)
  if (v4) return `${v4[1]}.0/24`
  const groups = ip.split('::', 1)[0]!.split(':').filter(Boolean)
  return `${[...groups, '0', '0', '0'].slice(0, 3).join(':')}::/48`
}

/** Family of the browser, without version or device. */
export function browserFamily(userAgent: string | undefined): string | null {
  if (!userAgent) return null
  const families = [/Edg/, /OPR|Opera/, /Firefox|FxiOS/, /Chrome|CriOS/, /Safari/]
  const names = ['Edge', 'Opera', 'Firefox', 'Chrome', 'Safari']
  return names[families.findIndex((family) => family.test(userAgent))] ?? 'other'
}
