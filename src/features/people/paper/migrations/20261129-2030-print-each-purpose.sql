-- Purposes that stand on a sheet, each with the version of its words. The column of before stays for archives, and is empty.
alter table sheet add column agreed jsonb not null default '{}';
alter table sheet alter column wording_version drop not null;

create function gather_sheets() returns void language sql as $$
  update sheet set agreed = jsonb_build_object('support', wording_version, 'news', wording_version, 'calls', wording_version), wording_version = null
  where wording_version is not null;
$$;

select gather_sheets();
