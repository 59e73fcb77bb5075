-- Takes numbers for those who are to have them, as far as they are to be had (R4): locks their rows in the order of
-- their ids, without waiting for anybody, and writes the holds. The arrays belong together, place by place.
--
-- Two statements, and the second has a snapshot of its own (a volatile function's statements do): what was committed
-- just before the lock is seen. Inside the lock no insert can be under way, so the conflict clause never waits. Each
-- number is looked up by itself: a join could go over all the dead rows of hold.
--
-- It runs with the rights of whoever calls it, so the wall stands in it as everywhere.
--
-- lanes, ranks   where the entry was seen; one that has moved is not taken
-- in_any_state   take it wherever it is (hand-picked, R26)
create function take_numbers(
    phones bigint[], entries bigint[], lanes smallint[], ranks bigint[],
    servers uuid[], sessions uuid[], untils timestamptz[], in_any_state boolean)
    returns setof hold
    language plpgsql as
$$
declare
    locked bigint[];
begin
    locked := array(
        select p.id from phone p where p.id = any (phones) order by p.id for no key update skip locked);
    return query
    insert into hold (campaign_id, phone_id, entry_id, server_id, session_id, until)
    select current_campaign(), pick.phone_id, pick.entry_id, pick.server_id, pick.session_id, pick.until
      from unnest(phones, entries, lanes, ranks, servers, sessions, untils)
             as pick (phone_id, entry_id, lane, rank, server_id, session_id, until)
     where pick.phone_id = any (locked)
       and (in_any_state
            or exists (select from queue_entry e where e.id = pick.entry_id and e.state = 'READY'
                          and e.lane = pick.lane and e.rank = pick.rank))
       and (select true from hold h where h.phone_id = pick.phone_id) is null
       and (select true from attempt a where a.phone_id = pick.phone_id and a.disposed_at is null) is null
        on conflict do nothing
    returning *;
end
$$;

revoke execute on function
    take_numbers(bigint[], bigint[], smallint[], bigint[], uuid[], uuid[], timestamptz[], boolean) from public;
grant execute on function
    take_numbers(bigint[], bigint[], smallint[], bigint[], uuid[], uuid[], timestamptz[], boolean) to ${app};
