-- A printed page. Its number stands on it, beside its QR code.
create table sheet (
  number integer primary key check (number > 0),
  locale text not null,
  -- where it is laid out, as printed at its top: "Marché de la Croix-Rousse"
  place text,
  -- version of the wordings that stand on it
  wording_version integer not null,
  printed_by text,
  printed_at timestamptz not null,
  -- who held the pen out, and the day: known when the sheet comes back
  collector text,
  collected_on date,
  check ((collector is null) = (collected_on is null))
);

-- What one person wrote. Null: a line that nobody can read, somebody who cannot be entered, or who was erased since.
create table sheet_line (
  sheet integer not null references sheet (number),
  line integer not null check (line between 1 and 40),
  person_id uuid references person (id) on delete set null,
  fate text not null check (fate in ('created', 'updated', 'unchanged', 'refused', 'illegible')),
  reason text,
  entered_by text,
  entered_at timestamptz not null,
  primary key (sheet, line)
);

create index sheet_line_person on sheet_line (person_id);
