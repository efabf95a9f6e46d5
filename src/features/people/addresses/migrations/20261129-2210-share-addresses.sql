-- Moved here from people/core.
comment on table contact_point is 'people/addresses';

-- A row is a holding: several persons may hold one mailbox (decision 14). `bearer`: the name under which she came to hold it, as names are compared; of
-- two who come at once under the same name one is the other. Null: held since before.
alter table contact_point add column bearer text;
drop index contact_point_email;
create unique index contact_point_bearer on contact_point (value, bearer) where kind = 'email' and not claimed;

-- Who else holds an address, and what is known of it.
create index contact_point_hash on contact_point (hash);
create index contact_point_known on contact_point (value collate "C") where quality <> 'unknown';
