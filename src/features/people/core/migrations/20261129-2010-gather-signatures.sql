-- What a signature agrees to, each purpose with the version of its words. The columns of before stay for archives, and are empty.
alter table signature add column agreed jsonb not null default '{}';
alter table signature alter column news drop not null, alter column calls drop not null, alter column wording_version drop not null;

create function gather_signatures() returns void language sql as $$
  update signature set agreed = jsonb_build_object('support', wording_version)
      || case when news then jsonb_build_object('news', wording_version) else '{}' end
      || case when calls then jsonb_build_object('calls', wording_version) else '{}' end,
    news = null, calls = null, wording_version = null
  where wording_version is not null;
$$;

select gather_signatures();

-- A bit of a name is a hash of it, so that a purpose needs no number of its own (`bitOf` in rules.ts).
create function agreed_bits(names text[]) returns bigint language plpgsql immutable parallel safe as $$
declare
  bits bigint := 0;
  name text;
begin
  foreach name in array names loop
    bits := bits | (1::bigint << (('x' || substr(md5(name), 1, 8))::bit(32)::bigint % 63)::integer);
  end loop;
  return bits;
end
$$;

drop index person_audience;
drop index person_audience_id;
alter table person drop column agreed_mask;
alter table person add column agreed_mask bigint not null generated always as (agreed_bits(agreed)) stored;
create index person_audience on person (department_id, place_id, locale, confirmed_on, id) include (country, agreed_mask, origin) where restricted_at is null;
create index person_audience_id on person (id) include (department_id, place_id, country, locale, confirmed_on, agreed_mask, origin)
  where restricted_at is null;

-- What people agree to, of offers and the weekly mail too, once the ledger has it.
create function gather_people() returns void language sql as $$
  update person set agreed = coalesce((select array_agg(purpose || ':' || channel order by purpose, channel) from (
      select distinct on (purpose, channel) purpose, channel, action from consent
      where person_id = person.id and about is null order by purpose, channel, collected_at desc, id desc) as last
    where action = 'given'), '{}')
  where id in (select person_id from consent where purpose = 'weekly' or purpose like 'offer-%');
$$;

select gather_people();
