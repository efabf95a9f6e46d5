-- By whose clocks the mail of the week leaves: those of the nearest town. Before the places were loaded there was no subscriber.
alter table weekly_mail add column time_zone text;
update weekly_mail set time_zone = coalesce(
  (select p.time_zone from place p
   order by p.m <-> point(weekly_mail.lng, degrees(ln(tan(radians(45 + weekly_mail.lat / 2))))) limit 1),
  'Europe/Paris');
alter table weekly_mail alter column time_zone set not null;
