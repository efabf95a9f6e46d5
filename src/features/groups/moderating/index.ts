/** What other rooms may ask of moderating. */
export { reportGroup } from './commands.ts'
export { noticesFor, StaffNotice, type StaffNoticeProps } from './notice.tsx'
export { Report, type ReportProps } from './report.tsx'
export { ReportForm } from './schema.ts'
export { texts as moderatingTexts } from './texts.ts'
