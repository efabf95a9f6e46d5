-- A file may be a report of a part of a day, or a notice of what is in a batch.
alter table bank_statement
  drop constraint bank_statement_format_check,
  add constraint bank_statement_format_check check (format in ('camt', 'camt-report', 'camt-notice', 'mt940', 'csv'));
alter table bank_sight
  drop constraint bank_sight_format_check,
  add constraint bank_sight_format_check check (format in ('camt', 'camt-report', 'camt-notice', 'mt940', 'csv'));
