-- What the mail is about, and where the form came from, as its signature keeps it (cut short): whoever asks again and again for somebody
-- else uses up the share of one purpose and of his own network alone.
alter table confirmation_claim add column purpose text not null default 'signing', add column network text;
