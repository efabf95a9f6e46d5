-- Places within a distance on the ground, by the haversine formula, from a box on the Mercator plane that the index knows.
-- A function of its own, since the planner takes any box for a thousandth of the plane: told to expect thousands of places, it
-- joins them by hash instead of going through them one by one.
create function places_within(from_lng double precision, from_lat double precision, km double precision, plane box)
returns setof text language plpgsql stable rows 5000 as $$
begin
  return query select id from place where m <@ plane
    and 2 * 6371.0088 * asin(least(1, sqrt(power(sin(radians(lat - from_lat) / 2), 2)
      + cos(radians(from_lat)) * cos(radians(lat)) * power(sin(radians(lng - from_lng) / 2), 2)))) <= km;
end $$;
