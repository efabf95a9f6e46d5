-- Rights asked for otherwise than on the site. The clock runs from the day it was received.
create table rights_request (
  id uuid primary key,
  kind text not null check (kind in ('access', 'correction', 'erasure', 'objection', 'restriction', 'portability')),
  received_on date not null,
  due_on date not null,
  -- who asked, as far as it must be known to answer; gone when it is answered
  about text,
  answered_at timestamptz,
  answered_by uuid
);

create index rights_request_open on rights_request (due_on) where answered_at is null;

-- After how many months who is erased. A rule that is off is kept, so that everybody sees it is.
create table retention_rule (
  name text primary key check (name in ('never-signed', 'unreachable')),
  months integer not null check (months between 1 and 120),
  active boolean not null
);

insert into retention_rule (name, months, active) values ('never-signed', 36, true), ('unreachable', 12, false);
