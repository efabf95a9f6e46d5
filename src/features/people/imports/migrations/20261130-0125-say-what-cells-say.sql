-- What the cells of a file say, as a trial understood them; let go of with the samples.
alter table import add column answers jsonb not null default '[]';

-- Why a row was refused is said by the room that reads it.
update import_row set reason = replace(reason, 'imports.row.', 'reading.row.') where reason like 'imports.row.%';
update import set samples = replace(samples::text, '"imports.row.', '"reading.row.')::jsonb where samples::text like '%"imports.row.%';
