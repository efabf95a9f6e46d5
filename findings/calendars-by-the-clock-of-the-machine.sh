#!/usr/bin/env bash
# - ical-generator 11.1.2, given a Date and a `timezone`: writes the machine's own wall clock under the zone's name, and no VTIMEZONE.
#   Given a ZonedDateTime of Temporal, it is right.
# - Of an hour that comes twice in autumn, node-ical 0.27.2 and ical.js 2.2.1 take the second, where RFC 5545 §3.3.5 says the first.
# - node-ical 0.27.2 places a TZID that no table knows by the clocks of the machine, silently, also where the file carries its VTIMEZONE;
#   ical.js 2.2.1 reads the file's.
# - timezones-ical-library 2.3.2 (data 2026c): one rule for ever says when clocks move, so that its Casablanca is an hour off outside the
#   month of fasting; @touch4it/ical-timezones 1.9.0 knows nothing of the last years (Mexico, which moves its clocks no more).
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund ical-generator@11.1.2 node-ical@0.27.2 ical.js@2.2.1 timezones-ical-library@2.3.2 \
  @touch4it/ical-timezones@1.9.0 temporal-polyfill@1.0.8
cat >run.mjs <<'JS'
import ical from 'ical-generator'
import ICAL from 'ical.js'
import nodeIcal from 'node-ical'
import { Temporal } from 'temporal-polyfill'
import { tzlib_get_ical_block } from 'timezones-ical-library'
import { getVtimezoneComponent } from '@touch4it/ical-timezones'

const written = (start) => {
  const calendar = ical()
  calendar.createEvent({ start, timezone: 'Pacific/Marquesas', summary: 'x' })
  return calendar.toString()
}
const moment = new Date('2026-11-28T03:30:00Z')
console.log('a Date:', written(moment).match(/DTSTART.*/)[0], /VTIMEZONE/.test(written(moment)) ? 'with its zone' : 'without its zone')
const zoned = Temporal.Instant.fromEpochMilliseconds(moment.getTime()).toZonedDateTimeISO('Pacific/Marquesas')
console.log('a ZonedDateTime:', written(zoned).match(/DTSTART.*/)[0])

const calendar = (zone, block, start) =>
  ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:x', ...block, 'BEGIN:VEVENT', 'UID:1', `DTSTART;TZID=${zone}:${start}`, 'END:VEVENT', 'END:VCALENDAR', ''].join('\r\n')
const fixed = (zone) => `BEGIN:VTIMEZONE\r\nTZID:${zone}\r\nBEGIN:STANDARD\r\nDTSTART:19700101T000000\r\nTZOFFSETFROM:-0930\r\nTZOFFSETTO:-0930\r\nEND:STANDARD\r\nEND:VTIMEZONE`
const byNode = (text) => Object.values(nodeIcal.sync.parseICS(text)).find(({ type }) => type === 'VEVENT').start.toISOString()
const byIcalJs = (text) => new ICAL.Event(new ICAL.Component(ICAL.parse(text)).getFirstSubcomponent('vevent')).startDate.toJSDate().toISOString()
const paris = calendar('Europe/Paris', [tzlib_get_ical_block('Europe/Paris')[0]], '20261025T023000')
console.log('an hour that comes twice:', 'node-ical', byNode(paris), 'ical.js', byIcalJs(paris))
const own = calendar('Chez nous', [fixed('Chez nous')], '20261127T180000')
console.log('a zone that no table knows:', 'node-ical', byNode(own), 'ical.js', byIcalJs(own))

for (const [name, block, zone] of [
  ['timezones-ical-library', tzlib_get_ical_block, 'Africa/Casablanca'],
  ['@touch4it/ical-timezones', (zone) => [getVtimezoneComponent(zone)], 'America/Mexico_City'],
]) {
  const there = Temporal.PlainDateTime.from('2026-07-01T18:00').toZonedDateTime(zone).toInstant().toString()
  console.log(`${name}: 18:00 of 1 July 2026 in ${zone} is ${byIcalJs(calendar(zone, [block(zone)[0]], '20260701T180000'))}; it is ${there}`)
}
JS
TZ=America/New_York node run.mjs | tee seen
diff seen - <<'SEEN'
a Date: DTSTART;TZID=Pacific/Marquesas:20261127T223000 without its zone
a ZonedDateTime: DTSTART;TZID=Pacific/Marquesas:20261127T180000
an hour that comes twice: node-ical 2026-10-25T01:30:00.000Z ical.js 2026-10-25T01:30:00.000Z
a zone that no table knows: node-ical 2026-11-27T23:00:00.000Z ical.js 2026-11-28T03:30:00.000Z
timezones-ical-library: 18:00 of 1 July 2026 in Africa/Casablanca is 2026-07-01T18:00:00.000Z; it is 2026-07-01T17:00:00Z
@touch4it/ical-timezones: 18:00 of 1 July 2026 in America/Mexico_City is 2026-07-01T23:00:00.000Z; it is 2026-07-02T00:00:00Z
SEEN
