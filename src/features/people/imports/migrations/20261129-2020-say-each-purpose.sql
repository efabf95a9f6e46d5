-- What is said of a file, for each purpose. Columns that give consents name the purpose after a colon, as all others with a key.
update import set said = (said - 'news') || jsonb_build_object('says', jsonb_build_object(
    'news', said ->> 'news', 'calls', case said ->> 'news' when 'column' then 'column' else 'none' end))
  where said ? 'news';
update import set mapping = (
    select coalesce(jsonb_object_agg(key, case value when 'news' then 'yes:news' when 'no-news' then 'no:news' when 'calls' then 'yes:calls' when 'no-calls' then 'no:calls' else value end), '{}')
    from jsonb_each_text(mapping))
  where mapping::text ~ '"(no-)?(news|calls)"';
