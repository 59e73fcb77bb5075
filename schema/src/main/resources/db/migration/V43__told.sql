-- What voters told volunteers of themselves. It stands over what a file says, and a file that is imported again does
-- not take it back.

create table voter_told (
    campaign_id bigint not null,
    voter_id    bigint not null,
    -- null: nothing was said of it
    first_name  text check (first_name <> ''),
    last_name   text check (last_name <> ''),
    say_as      text check (say_as <> ''),
    email       text check (email <> ''),
    language    text check (language <> ''),
    told_at     timestamptz not null,
    primary key (campaign_id, voter_id),
    foreign key (campaign_id, voter_id) references voter (campaign_id, id),
    check (num_nonnulls(first_name, last_name, say_as, email, language) > 0)
);
call wall_off('voter_told');
grant select, insert, update on voter_told to ${app};

-- The same, as it was said: who heard what of whom in which call. Written with the disposition (R21).
create table addition (
    campaign_id    bigint not null,
    disposition_id bigint not null,
    voter_id       bigint not null,
    first_name     text,
    last_name      text,
    say_as         text,
    email          text,
    language       text,
    -- another number, E.164
    number         text check (number ~ '^\+[1-9][0-9]{6,14}$'),
    primary key (campaign_id, disposition_id, voter_id),
    foreign key (campaign_id, disposition_id) references disposition (campaign_id, id),
    foreign key (campaign_id, voter_id) references voter (campaign_id, id),
    check (num_nonnulls(first_name, last_name, say_as, email, language, number) > 0)
);
create index addition_voter on addition (campaign_id, voter_id);
call wall_off('addition');
call append_only('addition');
grant select, insert on addition to ${app};
