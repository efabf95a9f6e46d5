import { expect, test } from 'vitest'
import { browserFamily, truncateIp } from './rules.ts'

test.each([
  ['203.0.113.77', '203.0.113.0/24'],
  ['192.168.17.5', '192.168.17.0/24'],
  ['::ffff:203.0.113.77', '203.0.113.0/24'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1::/48'],
  ['2001:db8::1', '2001:db8:0::/48'],
  ['::1', '0:0:0::/48'],
  ['2001:db8:1:2::5', '2001:db8:1::/48'],
  ['x203.0.113.77', 'x203.0.113.77:0:0::/48'],
  ['203.0.113.77x', '203.0.113.77x:0:0::/48'],
])('%s is kept as %s', (ip, kept) => expect(truncateIp(ip)).toBe(kept))

test.each([
  ['Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0', 'Firefox'],
  ['Mozilla/5.0 AppleWebKit/537.36 Chrome/156.0 Safari/537.36 Edg/156.0', 'Edge'],
  ['Mozilla/5.0 (iPhone) AppleWebKit/605 Version/20 Safari/604', 'Safari'],
  ['Mozilla/5.0 AppleWebKit/537.36 Chrome/156.0 Safari/537.36 OPR/120.0', 'Opera'],
  ['Opera/9.80 (Windows NT 6.1) Presto/2.12', 'Opera'],
  ['Mozilla/5.0 (iPhone) AppleWebKit/605 FxiOS/140.0 Safari/604', 'Firefox'],
  ['Mozilla/5.0 (iPhone) AppleWebKit/605 CriOS/156.0 Safari/604', 'Chrome'],
  ['Mozilla/5.0 AppleWebKit/537.36 Chrome/156.0 Safari/537.36', 'Chrome'],
  ['curl/8', 'other'],
  ['', null],
  [undefined, null],
])('%s is %s', (agent, family) => expect(browserFamily(agent)).toBe(family))
