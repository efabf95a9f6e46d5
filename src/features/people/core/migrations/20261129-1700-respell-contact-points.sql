-- Addresses and numbers that came before each had one spelling (platform/text/email, platform/text/phone). Run again over what an archive
-- of before brings.
create function respell_contact_points() returns void language sql as $$
  with spelt as (
    select id, kind, person_id, value, case kind
      when 'email' then regexp_replace(regexp_replace(value, '[\u00AD\u200B-\u200F\u2060\uFEFF\s]', '', 'g'), '^.*<|^[''(]+|>.*$|[''),.;:]+$', '', 'g')
      else regexp_replace(regexp_replace(regexp_replace(regexp_replace(regexp_replace(value,
        '^\+33(262|263|269|639|692|693|7092|7093[5-7])', '+262\1'),
        '^\+33(590|690|691|7090)', '+590\1'),
        '^\+33(594|694|7093[0-3])', '+594\1'),
        '^\+33(596|696|697|7091)', '+596\1'),
        '^\+33508(\d{6})$', '+508\1')
      end as anew
    from contact_point
    where value ~ '^\+33|[^a-z0-9@.+_-]|\.$'
  ), first as (
    select distinct on (kind, anew, case kind when 'phone' then person_id end) * from spelt where anew <> value order by kind, anew, case kind when 'phone' then person_id end, id
  )
  update contact_point set value = first.anew
  from first
  where contact_point.id = first.id
    -- Whose it is in its right spelling keeps it; the other stays as it came.
    and not exists (select from contact_point as other where other.kind = first.kind and other.value collate "C" = first.anew
      and (first.kind = 'email' or other.person_id = first.person_id));
$$;

select respell_contact_points();
