-- What is said of groups and done to them is kept by a room of its own: its tables are made anew here, with all that was in them.
create temporary table kept_report on commit drop as table group_report;
create temporary table kept_notice on commit drop as table group_notice;
drop table group_report, group_notice;

-- What somebody says is wrong with what a group shows. Who says so stays unknown unless she signs it.
create table group_report (
  id uuid primary key,
  group_id uuid not null references local_group (id),
  words text not null check (length(words) between 1 and 1000),
  reported_at timestamptz not null,
  settled_at timestamptz
);

create index group_report_open on group_report (group_id) where settled_at is null;

-- What staff did to a group, why, and what its organisers answered.
create table group_notice (
  id uuid primary key,
  group_id uuid not null references local_group (id),
  kind text not null check (kind in ('unlisted', 'listed')),
  reason text not null check (length(reason) between 1 and 1000),
  at timestamptz not null,
  reply text check (length(reply) <= 1000),
  replied_at timestamptz
);

create index group_notice_group on group_notice (group_id, at);

insert into group_report table kept_report;
insert into group_notice table kept_notice;
