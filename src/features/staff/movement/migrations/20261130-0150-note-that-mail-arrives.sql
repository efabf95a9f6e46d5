-- Which way out a mail was seen to arrive by: a hash of the setting, so that another server has to be tried again.
alter table movement add column mail_proved text;
